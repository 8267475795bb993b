"""What the application sees of this feature."""

from __future__ import annotations

from matchmaker.challenges.invariants import INVARIANTS
from matchmaker.challenges.jobs import register
from matchmaker.challenges.policies import PERMISSIONS, TEAMS
from matchmaker.challenges.views import blueprint
from matchmaker.challenges.workflow import APPEAL, BID, CHALLENGE
from matchmaker.core.authz import Role
from matchmaker.core.i18n import N_
from matchmaker.web.feature import LEDGERS, OPEN_PAGES, Feature, NavigationItem

FEATURE = Feature(
    name="challenges",
    blueprints=(blueprint,),
    permissions=PERMISSIONS,
    workflows=(CHALLENGE, BID, APPEAL),
    invariants=INVARIANTS,
    navigation=(
        NavigationItem(N_("揭榜挂帅"), "challenges.index", order=27, group=OPEN_PAGES),
        NavigationItem(N_("榜题办理"), "challenges.desk", frozenset({Role.OFFICER, Role.LEADER}), order=17),
        NavigationItem(N_("我的榜题"), "challenges.mine", frozenset({Role.ENTERPRISE}), order=32),
        NavigationItem(N_("我的揭榜"), "challenges.my_bids", frozenset(TEAMS), order=33),
        NavigationItem(
            N_("“卡脖子”清单"),
            "challenges.bottleneck_list",
            frozenset({Role.OFFICER, Role.LEADER, Role.EXPERT}),
            order=40,
            group=LEDGERS,
        ),
    ),
    register_jobs=register,
)
