"""What the application sees of this feature."""

from __future__ import annotations

from matchmaker.challenges.invariants import INVARIANTS
from matchmaker.challenges.jobs import register
from matchmaker.challenges.policies import PERMISSIONS
from matchmaker.challenges.views import blueprint
from matchmaker.challenges.workflow import APPEAL, BID, CHALLENGE
from matchmaker.core.authz import Role
from matchmaker.core.i18n import N_
from matchmaker.web.feature import Feature, NavigationItem

FEATURE = Feature(
    name="challenges",
    blueprints=(blueprint,),
    permissions=PERMISSIONS,
    workflows=(CHALLENGE, BID, APPEAL),
    invariants=INVARIANTS,
    navigation=(
        NavigationItem(
            N_("“卡脖子”清单"),
            "challenges.bottleneck_list",
            frozenset({Role.OFFICER, Role.LEADER, Role.EXPERT}),
            order=40,
        ),
    ),
    register_jobs=register,
)
