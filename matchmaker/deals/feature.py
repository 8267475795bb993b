"""What the application sees of this feature."""

from __future__ import annotations

from matchmaker.deals.jobs import register
from matchmaker.deals.policies import PERMISSIONS
from matchmaker.deals.workflow import DEAL
from matchmaker.web.feature import Feature

FEATURE = Feature(name="deals", permissions=PERMISSIONS, workflows=(DEAL,), register_jobs=register)
