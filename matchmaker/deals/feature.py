"""What the application sees of this feature."""

from __future__ import annotations

from matchmaker.core.authz import Role
from matchmaker.core.i18n import N_
from matchmaker.deals.invariants import INVARIANTS
from matchmaker.deals.jobs import register
from matchmaker.deals.policies import MEMBERS, PERMISSIONS
from matchmaker.deals.views import blueprint
from matchmaker.deals.workflow import DEAL
from matchmaker.web.feature import Feature, NavigationItem

FEATURE = Feature(
    name="deals",
    blueprints=(blueprint,),
    permissions=PERMISSIONS,
    workflows=(DEAL,),
    invariants=INVARIANTS,
    navigation=(
        NavigationItem(N_("对接"), "deals.index", frozenset({*MEMBERS, Role.OFFICER, Role.LEADER}), order=40),
        NavigationItem(N_("电话催办"), "deals.call_list", frozenset({Role.OFFICER}), order=45),
    ),
    register_jobs=register,
)
