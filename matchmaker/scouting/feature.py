"""What the application sees of this feature."""

from __future__ import annotations

from matchmaker.core.authz import Role
from matchmaker.core.i18n import N_
from matchmaker.scouting.invariants import INVARIANTS
from matchmaker.scouting.jobs import register
from matchmaker.scouting.policies import PERMISSIONS, VOICES
from matchmaker.scouting.views import blueprint
from matchmaker.scouting.workflow import CONFIRMATION, LEAD, ROUTING
from matchmaker.web.feature import KEEPING, Feature, NavigationItem

SCOUT, OFFICER, LEADER, EXPERT = Role.SCOUT, Role.OFFICER, Role.LEADER, Role.EXPERT

FEATURE = Feature(
    name="scouting",
    blueprints=(blueprint,),
    permissions=PERMISSIONS,
    workflows=(LEAD, CONFIRMATION, ROUTING),
    invariants=INVARIANTS,
    navigation=(
        NavigationItem(N_("走访记录"), "scouting.contacts", frozenset({SCOUT}), order=20),
        NavigationItem(N_("线索"), "scouting.leads", frozenset({SCOUT}), order=21),
        NavigationItem(N_("单位确认"), "scouting.confirmations", frozenset({SCOUT, *VOICES}), order=35),
        NavigationItem(N_("派给我的任务"), "scouting.routing", frozenset({SCOUT, EXPERT}), order=36),
        NavigationItem(N_("我的成绩"), "scouting.credit", frozenset({SCOUT}), order=60),
        NavigationItem(N_("需求分流"), "scouting.routing", frozenset({OFFICER}), order=50),
        NavigationItem(N_("情报员"), "scouting.scouts", frozenset({OFFICER, LEADER}), order=55, group=KEEPING),
    ),
    register_jobs=register,
)
