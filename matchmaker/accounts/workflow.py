"""The life of an account."""

from __future__ import annotations

from matchmaker.accounts.models import User, UserState
from matchmaker.accounts.policies import PERMISSIONS, Permission
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import Reason, Workflow, transition

ACCOUNT = Workflow(
    name="account",
    model=User,
    states=UserState,
    initial=UserState.ACTIVE,
    labels={
        UserState.ACTIVE: N_("正常"),
        UserState.SUSPENDED: N_("停用"),
        UserState.ERASED: N_("已注销"),
    },
    table=PERMISSIONS,
    transitions=(
        transition(
            "suspend",
            [UserState.ACTIVE],
            UserState.SUSPENDED,
            Permission.SUSPEND,
            N_("停用"),
            reason=Reason.REQUIRED,
            tone="danger",
            done=N_("账号已停用，对方的下一次操作即被拒绝。"),
        ),
        transition(
            "reinstate",
            [UserState.SUSPENDED],
            UserState.ACTIVE,
            Permission.SUSPEND,
            N_("恢复"),
            done=N_("账号已恢复。"),
        ),
        transition(
            "erase",
            [UserState.ACTIVE],
            UserState.ERASED,
            Permission.ERASE,
            N_("注销账号"),
            tone="danger",
            done=N_("账号已注销。"),
        ),
    ),
)
