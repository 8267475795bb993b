"""申诉: raised, then found upon by the city, or taken back."""

from __future__ import annotations

from matchmaker.challenges.models import Appeal, AppealState
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import Workflow, transition

S = AppealState
APPEAL = Workflow(
    name="appeal",
    model=Appeal,
    states=S,
    initial=S.RAISED,
    labels={
        S.RAISED: N_("待处理"),
        S.UPHELD: N_("申诉成立"),
        S.DISMISSED: N_("申诉不成立"),
        S.WITHDRAWN: N_("已撤回"),
    },
    table=PERMISSIONS,
    transitions=(
        transition(
            "uphold",
            [S.RAISED],
            S.UPHELD,
            Permission.FIND_ON_APPEAL,
            N_("申诉成立"),
            done=N_("已认定申诉成立，并告知申诉单位。"),
            tone="primary",
        ),
        transition(
            "dismiss",
            [S.RAISED],
            S.DISMISSED,
            Permission.FIND_ON_APPEAL,
            N_("申诉不成立"),
            done=N_("已认定申诉不成立，并告知申诉单位。"),
        ),
        transition(
            "withdraw",
            [S.RAISED],
            S.WITHDRAWN,
            Permission.APPEAL,
            N_("撤回申诉"),
            done=N_("申诉已撤回。"),
            tone="danger",
        ),
    ),
)
