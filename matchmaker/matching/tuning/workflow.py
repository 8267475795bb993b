"""What becomes of a version, as data."""

from __future__ import annotations

from matchmaker.core.i18n import N_
from matchmaker.core.workflow import Reason, Workflow, transition
from matchmaker.matching.tuning.models import EngineTuning, TuningState
from matchmaker.matching.tuning.policies import PERMISSIONS, Permission

S, P = TuningState, Permission

TUNING = Workflow(
    name="tuning",
    model=EngineTuning,
    states=S,
    initial=S.CANDIDATE,
    labels={
        S.CANDIDATE: N_("待启用"),
        S.LIVE: N_("使用中"),
        S.RETIRED: N_("已停用"),
        S.DISCARDED: N_("已弃用"),
    },
    table=PERMISSIONS,
    transitions=(
        transition(
            "go_live",
            [S.CANDIDATE],
            S.LIVE,
            P.MANAGE,
            N_("启用"),
            tone="primary",
            reason=Reason.OPTIONAL,
            done=N_("已启用，正在重算全部推荐。"),
        ),
        transition(
            "roll_back",
            [S.RETIRED],
            S.LIVE,
            P.MANAGE,
            N_("退回到此版"),
            done=N_("已退回，正在重算全部推荐。"),
        ),
        transition(
            "retire",
            [S.LIVE],
            S.RETIRED,
            P.MANAGE,
            N_("停用"),
            tone="danger",
            done=N_("已停用，需求按引擎本身的算法来读，正在重算全部推荐。"),
        ),
        transition(
            "discard", [S.CANDIDATE], S.DISCARDED, P.MANAGE, N_("弃用"), reason=Reason.OPTIONAL, done=N_("已弃用。")
        ),
    ),
)
