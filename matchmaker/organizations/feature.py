"""Organisations, as the application sees them."""

from __future__ import annotations

from matchmaker.organizations.policies import PERMISSIONS
from matchmaker.organizations.workflow import ORGANIZATION
from matchmaker.web.feature import Feature

FEATURE = Feature(name="organizations", permissions=PERMISSIONS, workflows=(ORGANIZATION,))
