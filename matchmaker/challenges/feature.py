"""What the application sees of this feature."""

from __future__ import annotations

from matchmaker.challenges.invariants import INVARIANTS
from matchmaker.challenges.jobs import register
from matchmaker.challenges.policies import PERMISSIONS
from matchmaker.challenges.views import blueprint
from matchmaker.challenges.workflow import BID, CHALLENGE
from matchmaker.web.feature import Feature

FEATURE = Feature(
    name="challenges",
    blueprints=(blueprint,),
    permissions=PERMISSIONS,
    workflows=(CHALLENGE, BID),
    invariants=INVARIANTS,
    register_jobs=register,
)
