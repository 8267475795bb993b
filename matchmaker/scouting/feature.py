"""What the application sees of this feature."""

from __future__ import annotations

from matchmaker.scouting.jobs import register
from matchmaker.scouting.policies import PERMISSIONS
from matchmaker.scouting.views import blueprint
from matchmaker.scouting.workflow import CONFIRMATION, LEAD, ROUTING
from matchmaker.web.feature import Feature

FEATURE = Feature(
    name="scouting",
    blueprints=(blueprint,),
    permissions=PERMISSIONS,
    workflows=(LEAD, CONFIRMATION, ROUTING),
    register_jobs=register,
)
