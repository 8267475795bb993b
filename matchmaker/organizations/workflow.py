"""Verification of organisations."""

from __future__ import annotations

from matchmaker.core.i18n import N_
from matchmaker.core.workflow import Reason, Workflow, transition
from matchmaker.organizations.models import Organization, OrganizationState
from matchmaker.organizations.policies import PERMISSIONS, Permission

S = OrganizationState
ORGANIZATION = Workflow(
    name="organization",
    model=Organization,
    states=S,
    initial=S.UNVERIFIED,
    labels={
        S.UNVERIFIED: N_("待核验"),
        S.VERIFIED: N_("已核验"),
        S.REFUSED: N_("未通过核验"),
        S.SUSPENDED: N_("已停用"),
    },
    table=PERMISSIONS,
    transitions=(
        transition(
            "verify",
            [S.UNVERIFIED, S.REFUSED],
            S.VERIFIED,
            Permission.VERIFY,
            N_("通过核验"),
            done=N_("单位已核验。"),
            tone="primary",
        ),
        transition(
            "refuse",
            [S.UNVERIFIED],
            S.REFUSED,
            Permission.VERIFY,
            N_("不通过"),
            reason=Reason.REQUIRED,
            done=N_("已告知对方未通过的原因。"),
            tone="danger",
        ),
        transition(
            "resubmit",
            [S.REFUSED],
            S.UNVERIFIED,
            Permission.EDIT,
            N_("重新提交核验"),
            done=N_("已重新提交核验。"),
        ),
        transition(
            "suspend",
            [S.VERIFIED],
            S.SUSPENDED,
            Permission.VERIFY,
            N_("停用单位"),
            reason=Reason.REQUIRED,
            done=N_("单位已停用。"),
            tone="danger",
        ),
        transition(
            "reinstate",
            [S.SUSPENDED],
            S.VERIFIED,
            Permission.VERIFY,
            N_("恢复单位"),
            done=N_("单位已恢复。"),
        ),
    ),
)
