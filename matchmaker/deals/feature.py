"""What the application sees of this feature."""

from __future__ import annotations

from matchmaker.core.authz import Role, merge
from matchmaker.core.i18n import N_
from matchmaker.core.jobs import JobRegistry
from matchmaker.deals.contracts.invariants import INVARIANTS as CONTRACT_INVARIANTS
from matchmaker.deals.contracts.policies import PERMISSIONS as CONTRACT_PERMISSIONS
from matchmaker.deals.contracts.views import blueprint as contracts_blueprint
from matchmaker.deals.invariants import INVARIANTS
from matchmaker.deals.jobs import register
from matchmaker.deals.policies import MEMBERS, PERMISSIONS
from matchmaker.deals.pricing.invariants import INVARIANTS as PRICING_INVARIANTS
from matchmaker.deals.pricing.policies import PERMISSIONS as PRICING_PERMISSIONS
from matchmaker.deals.pricing.views import blueprint as pricing_blueprint
from matchmaker.deals.pricing.workflow import DOSSIER
from matchmaker.deals.subsidies.invariants import INVARIANTS as SUBSIDY_INVARIANTS
from matchmaker.deals.subsidies.policies import PERMISSIONS as SUBSIDY_PERMISSIONS
from matchmaker.deals.subsidies.views import blueprint as subsidies_blueprint
from matchmaker.deals.subsidies.workflow import CLAIM, RULE_VERSION
from matchmaker.deals.work.jobs import register as register_work
from matchmaker.deals.work.policies import PERMISSIONS as WORK_PERMISSIONS
from matchmaker.deals.work.views import blueprint
from matchmaker.deals.workflow import DEAL
from matchmaker.web.feature import LEDGERS, OPEN_PAGES, Feature, NavigationItem


def register_all(registry: JobRegistry) -> None:
    """The jobs of deals and of the work on them."""
    register(registry)
    register_work(registry)


FEATURE = Feature(
    name="deals",
    blueprints=(blueprint, contracts_blueprint, subsidies_blueprint, pricing_blueprint),
    permissions=merge((PERMISSIONS, CONTRACT_PERMISSIONS, SUBSIDY_PERMISSIONS, WORK_PERMISSIONS, PRICING_PERMISSIONS)),
    workflows=(DEAL, RULE_VERSION, CLAIM, DOSSIER),
    invariants=(*INVARIANTS, *CONTRACT_INVARIANTS, *SUBSIDY_INVARIANTS, *PRICING_INVARIANTS),
    navigation=(
        NavigationItem(N_("惠企政策"), "subsidies.policies", order=28, group=OPEN_PAGES),
        NavigationItem(
            N_("政策申领"),
            "subsidies.claims",
            frozenset({*MEMBERS, Role.OFFICER, Role.LEADER}),
            order=43,
            group=LEDGERS,
        ),
        NavigationItem(N_("对接"), "deals.index", frozenset({*MEMBERS, Role.OFFICER, Role.LEADER}), order=40),
        NavigationItem(
            N_("技术合同"), "contracts.index", frozenset({Role.OFFICER, Role.LEADER}), order=42, group=LEDGERS
        ),
        NavigationItem(N_("成果定价公示"), "pricing.notices", order=30, place="footer"),
        NavigationItem(N_("卷宗核验"), "pricing.seal_key", order=31, place="footer"),
        NavigationItem(N_("电话催办"), "deals.call_list", frozenset({Role.OFFICER}), order=45),
    ),
    register_jobs=register_all,
)
