"""A challenge's way, from the first draft to the last payment."""

from __future__ import annotations

from matchmaker.challenges.models import Challenge, ChallengeState
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import Reason, Workflow, transition

S, P = ChallengeState, Permission
RUNNING = [
    S.COLLECTING,
    S.PRESCREENED,
    S.ARGUED,
    S.APPROVED,
    S.POSTED,
    S.RECEIVING,
    S.SEALED,
    S.QUALIFYING,
    S.REVIEWING,
    S.RANKED,
    S.PUBLICISED,
    S.SIGNING,
]

CHALLENGE = Workflow(
    name="challenge",
    model=Challenge,
    states=S,
    initial=S.DRAFT,
    labels={
        S.DRAFT: N_("起草中"),
        S.COLLECTING: N_("征集"),
        S.PRESCREENED: N_("初筛通过"),
        S.ARGUED: N_("论证通过"),
        S.APPROVED: N_("拟发榜"),
        S.POSTED: N_("张榜"),
        S.RECEIVING: N_("揭榜中"),
        S.SEALED: N_("截止待启封"),
        S.QUALIFYING: N_("资格审核"),
        S.REVIEWING: N_("评审中"),
        S.RANKED: N_("评审完成"),
        S.PUBLICISED: N_("公示中"),
        S.SIGNING: N_("签订军令状"),
        S.WORKING: N_("攻关中"),
        S.ACCEPTING: N_("验收中"),
        S.CONCLUDED: N_("已有结论"),
        S.UNFILLED: N_("揭榜未成"),
        S.SETTLED: N_("兑付完"),
        S.UNFILLED_CLOSED: N_("揭榜未成关闭"),
        S.VETOED: N_("已否决"),
        S.WITHDRAWN: N_("已撤榜"),
        S.TERMINATED: N_("已终止"),
    },
    table=PERMISSIONS,
    transitions=(
        transition("submit", [S.DRAFT], S.COLLECTING, P.PREPARE, N_("提交"), done=N_("已提交初筛。"), tone="primary"),
        transition(
            "return",
            [S.COLLECTING, S.PRESCREENED, S.ARGUED],
            S.DRAFT,
            P.PRESCREEN,
            N_("退回凝练"),
            reason=Reason.REQUIRED,
            done=N_("已退回并告知原因。"),
        ),
        transition(
            "prescreen",
            [S.COLLECTING],
            S.PRESCREENED,
            P.PRESCREEN,
            N_("初筛通过"),
            done=N_("已通过初筛。"),
            tone="primary",
        ),
        transition(
            "argue", [S.PRESCREENED], S.ARGUED, P.PRESCREEN, N_("论证通过"), done=N_("论证通过。"), tone="primary"
        ),
        transition(
            "veto",
            [S.COLLECTING, S.PRESCREENED, S.ARGUED],
            S.VETOED,
            P.DECIDE,
            N_("否决"),
            reason=Reason.REQUIRED,
            done=N_("已否决并告知原因。"),
            tone="danger",
        ),
        transition("approve", [S.ARGUED], S.APPROVED, P.DECIDE, N_("拟发榜"), done=N_("已拟发榜。"), tone="primary"),
        transition(
            "approve_own", [S.PRESCREENED], S.APPROVED, P.PRESCREEN, N_("同意发榜"), done=N_("已同意。"), tone="primary"
        ),
        transition("post", [S.APPROVED], S.POSTED, P.PRESCREEN, N_("张榜"), done=N_("已张榜。"), tone="primary"),
        transition(
            "repost", [S.UNFILLED], S.POSTED, P.PRESCREEN, N_("再次张榜"), done=N_("已再次张榜。"), tone="primary"
        ),
        # system: the clock does these two
        transition("start_receiving", [S.POSTED], S.RECEIVING, P.PRESCREEN, N_("开始揭榜"), done=N_("开始揭榜。")),
        transition("close_receiving", [S.RECEIVING], S.SEALED, P.PRESCREEN, N_("揭榜截止"), done=N_("揭榜已截止。")),
        # system: the command on the operator's host
        transition("open", [S.SEALED], S.QUALIFYING, P.OPEN, N_("启封"), done=N_("已启封。")),
        transition("open_none", [S.SEALED], S.UNFILLED, P.OPEN, N_("启封（无人揭榜）"), done=N_("无人揭榜。")),
        transition(
            "start_review",
            [S.QUALIFYING],
            S.REVIEWING,
            P.PRESCREEN,
            N_("开始评审"),
            done=N_("已开始评审。"),
            tone="primary",
        ),
        transition(
            "none_valid",
            [S.QUALIFYING],
            S.UNFILLED,
            P.PRESCREEN,
            N_("无有效揭榜"),
            reason=Reason.REQUIRED,
            done=N_("已记为揭榜未成。"),
        ),
        transition(
            "choose",
            [S.QUALIFYING],
            S.SIGNING,
            P.CHOOSE,
            N_("选定揭榜方"),
            reason=Reason.REQUIRED,
            done=N_("已选定，请签订军令状。"),
            tone="primary",
        ),
        transition(
            "rank", [S.REVIEWING], S.RANKED, P.PRESCREEN, N_("汇总评分"), done=N_("评分已汇总。"), tone="primary"
        ),
        transition(
            "publicise", [S.RANKED], S.PUBLICISED, P.DECIDE, N_("公示"), done=N_("已开始公示。"), tone="primary"
        ),
        transition(
            "redo",
            [S.PUBLICISED],
            S.QUALIFYING,
            P.DECIDE,
            N_("异议成立，重新评审"),
            reason=Reason.REQUIRED,
            done=N_("已退回重新评审。"),
        ),
        transition(
            "end_publicity",
            [S.PUBLICISED],
            S.SIGNING,
            P.DECIDE,
            N_("公示结束"),
            done=N_("可以签订军令状。"),
            tone="primary",
        ),
        transition(
            "start_work", [S.SIGNING], S.WORKING, P.DECIDE, N_("开始攻关"), done=N_("已开始攻关。"), tone="primary"
        ),
        transition(
            "start_work_own", [S.SIGNING], S.WORKING, P.CHOOSE, N_("开始攻关"), done=N_("已开始攻关。"), tone="primary"
        ),
        transition(
            "accept", [S.WORKING], S.ACCEPTING, P.PRESCREEN, N_("开始验收"), done=N_("已开始验收。"), tone="primary"
        ),
        transition(
            "conclude",
            [S.WORKING, S.ACCEPTING],
            S.CONCLUDED,
            P.DECIDE,
            N_("作出结论"),
            reason=Reason.REQUIRED,
            done=N_("已作出结论。"),
            tone="primary",
        ),
        transition(
            "conclude_own",
            [S.WORKING, S.ACCEPTING],
            S.CONCLUDED,
            P.CHOOSE,
            N_("作出结论"),
            reason=Reason.REQUIRED,
            done=N_("已作出结论。"),
            tone="primary",
        ),
        transition(
            "settle", [S.CONCLUDED], S.SETTLED, P.PRESCREEN, N_("兑付完"), reason=Reason.REQUIRED, done=N_("已办结。")
        ),
        transition(
            "close_unfilled",
            [S.UNFILLED],
            S.UNFILLED_CLOSED,
            P.PRESCREEN,
            N_("关闭"),
            reason=Reason.REQUIRED,
            done=N_("已关闭。"),
        ),
        transition(
            "withdraw",
            RUNNING,
            S.WITHDRAWN,
            P.STOP,
            N_("撤榜"),
            reason=Reason.REQUIRED,
            done=N_("已撤榜。"),
            tone="danger",
        ),
        transition(
            "terminate",
            [*RUNNING, S.UNFILLED, S.WORKING, S.ACCEPTING, S.CONCLUDED],
            S.TERMINATED,
            P.DECIDE,
            N_("终止"),
            reason=Reason.REQUIRED,
            done=N_("已终止。"),
            tone="danger",
        ),
    ),
)
