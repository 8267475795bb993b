"""The lives of a rule's version and of a claim, as data."""

from __future__ import annotations

from matchmaker.core.i18n import N_
from matchmaker.core.workflow import Reason, Workflow, transition
from matchmaker.deals.subsidies.models import Claim, ClaimState, RuleVersion, VersionState
from matchmaker.deals.subsidies.policies import PERMISSIONS, Permission

V, C, P = VersionState, ClaimState, Permission

RULE_VERSION = Workflow(
    name="subsidy_version",
    model=RuleVersion,
    states=V,
    initial=V.DRAFT,
    labels={V.DRAFT: N_("草稿"), V.ACTIVE: N_("启用"), V.RETIRED: N_("停用")},
    table=PERMISSIONS,
    transitions=(
        transition("activate", [V.DRAFT], V.ACTIVE, P.KEEP, N_("启用"), tone="primary", done=N_("规则已启用。")),
        transition("supersede", [V.ACTIVE], V.RETIRED, P.KEEP, N_("由新版本替换")),
        transition(
            "retire",
            [V.DRAFT, V.ACTIVE],
            V.RETIRED,
            P.KEEP,
            N_("停用"),
            tone="danger",
            reason=Reason.REQUIRED,
            done=N_("规则已停用。"),
        ),
    ),
)
CLAIM = Workflow(
    name="subsidy_claim",
    model=Claim,
    states=C,
    initial=C.DRAFT,
    labels={
        C.DRAFT: N_("草稿"),
        C.SUBMITTED: N_("待受理"),
        C.RETURNED: N_("已退回"),
        C.ACCEPTED: N_("审核中"),
        C.GRANTED: N_("同意拨付"),
        C.REFUSED: N_("不同意"),
        C.PAID: N_("已拨付"),
        C.WITHDRAWN: N_("已撤回"),
    },
    table=PERMISSIONS,
    transitions=(
        transition(
            "submit",
            [C.DRAFT, C.RETURNED],
            C.SUBMITTED,
            P.EDIT,
            N_("提交申领"),
            tone="primary",
            done=N_("申领已提交。"),
        ),
        transition(
            "withdraw",
            [C.DRAFT, C.SUBMITTED, C.RETURNED, C.ACCEPTED],
            C.WITHDRAWN,
            P.EDIT,
            N_("撤回申领"),
            tone="danger",
            done=N_("申领已撤回。"),
        ),
        transition("accept", [C.SUBMITTED], C.ACCEPTED, P.DECIDE, N_("受理"), tone="primary", done=N_("已受理。")),
        transition(
            "return",
            [C.SUBMITTED, C.ACCEPTED],
            C.RETURNED,
            P.DECIDE,
            N_("退回补正"),
            reason=Reason.REQUIRED,
            done=N_("已退回，申领单位会收到通知。"),
        ),
        transition(
            "grant",
            [C.ACCEPTED],
            C.GRANTED,
            P.DECIDE,
            N_("同意"),
            tone="primary",
            done=N_("已同意，申领单位会收到通知。"),
        ),
        transition(
            "refuse",
            [C.SUBMITTED, C.ACCEPTED],
            C.REFUSED,
            P.DECIDE,
            N_("不同意"),
            tone="danger",
            reason=Reason.REQUIRED,
            done=N_("已记为不同意，申领单位会收到通知。"),
        ),
        transition("pay", [C.GRANTED], C.PAID, P.DECIDE, N_("记录拨付"), tone="primary", done=N_("拨付已记录。")),
    ),
)
CLAIM_TONES = {
    C.DRAFT: "neutral",
    C.SUBMITTED: "info",
    C.RETURNED: "warn",
    C.ACCEPTED: "progress",
    C.GRANTED: "good",
    C.REFUSED: "bad",
    C.PAID: "good",
    C.WITHDRAWN: "neutral",
}
VERSION_TONES = {V.DRAFT: "info", V.ACTIVE: "good", V.RETIRED: "neutral"}
EDITABLE = frozenset({C.DRAFT, C.RETURNED})
