"""The states of a pricing dossier, as data."""

from __future__ import annotations

from matchmaker.core.i18n import N_
from matchmaker.core.workflow import Reason, Workflow, transition
from matchmaker.deals.pricing.models import DossierState, PricingDossier
from matchmaker.deals.pricing.policies import PERMISSIONS, Permission

D, P = DossierState, Permission
EDITABLE = frozenset({D.DRAFT})
OPEN = frozenset({D.DRAFT, D.ON_NOTICE})

DOSSIER = Workflow(
    name="pricing_dossier",
    model=PricingDossier,
    states=D,
    initial=D.DRAFT,
    labels={
        D.DRAFT: N_("编制中"),
        D.ON_NOTICE: N_("公示中"),
        D.SEALED: N_("已封存"),
        D.ABANDONED: N_("已作废"),
    },
    table=PERMISSIONS,
    transitions=(
        transition(
            "post_notice",
            [D.DRAFT],
            D.ON_NOTICE,
            P.POST,
            N_("发布公示"),
            tone="primary",
            done=N_("公示已发布。"),
        ),
        transition(
            "withdraw_notice",
            [D.ON_NOTICE],
            D.DRAFT,
            P.POST,
            N_("撤回公示"),
            reason=Reason.REQUIRED,
            tone="danger",
            done=N_("公示已撤回，修改后可重新公示，期限重新计算。"),
        ),
        transition(
            "seal",
            [D.DRAFT, D.ON_NOTICE],
            D.SEALED,
            P.SEAL,
            N_("封存卷宗"),
            tone="primary",
            done=N_("卷宗已封存，可以下载。"),
        ),
        transition(
            "abandon",
            [D.DRAFT, D.ON_NOTICE, D.SEALED],
            D.ABANDONED,
            P.ABANDON,
            N_("作废卷宗"),
            reason=Reason.REQUIRED,
            tone="danger",
            done=N_("卷宗已作废，可为这项对接另建卷宗。"),
        ),
    ),
)
