"""The catalogue, as the application sees it."""

from __future__ import annotations

from matchmaker.catalog import jobs
from matchmaker.catalog.policies import PERMISSIONS
from matchmaker.catalog.workflow import ACHIEVEMENT, NEED, REFINEMENT
from matchmaker.web.feature import Feature

FEATURE = Feature(
    name="catalog",
    permissions=PERMISSIONS,
    workflows=(ACHIEVEMENT, NEED, REFINEMENT),
    register_jobs=jobs.register,
)
