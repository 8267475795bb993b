"""Tables from outside, as the application sees them."""

from __future__ import annotations

from matchmaker.sheets import jobs
from matchmaker.sheets.policies import PERMISSIONS
from matchmaker.sheets.views import blueprint
from matchmaker.web.feature import Feature

FEATURE = Feature(name="sheets", blueprints=(blueprint,), permissions=PERMISSIONS, register_jobs=jobs.register)
