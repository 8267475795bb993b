"""An opened bid's way, and a runner's in a race."""

from __future__ import annotations

from matchmaker.challenges.models import Bid, BidState
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import Reason, Workflow, transition

B, P = BidState, Permission

BID = Workflow(
    name="bid",
    model=Bid,
    states=B,
    initial=B.OPENED,
    labels={
        B.OPENED: N_("已启封"),
        B.QUALIFIED: N_("资格通过"),
        B.PLACED: N_("拟立项"),
        B.UNDERTAKING: N_("攻关中"),
        B.REFUSED: N_("资格未通过"),
        B.NOT_PLACED: N_("未入选"),
        B.ELIMINATED: N_("赛马淘汰"),
        B.WITHDRAWN: N_("退出"),
        B.PASSED: N_("通过"),
        B.RUNNER_UP: N_("达标，未胜出"),
        B.FAILED_DILIGENT: N_("未通过（尽职免责）"),
        B.FAILED_NEGLIGENT: N_("未通过（主观不努力）"),
        B.STOPPED: N_("随榜题终止"),
    },
    table=PERMISSIONS,
    transitions=(
        transition(
            "qualify", [B.OPENED], B.QUALIFIED, P.BID_QUALIFY, N_("资格通过"), done=N_("已通过。"), tone="primary"
        ),
        transition(
            "refuse",
            [B.OPENED],
            B.REFUSED,
            P.BID_QUALIFY,
            N_("资格不通过"),
            reason=Reason.REQUIRED,
            done=N_("已记为不通过并告知原因。"),
            tone="danger",
        ),
        transition("place", [B.QUALIFIED], B.PLACED, P.BID_DECIDE, N_("拟立项"), done=N_("已列入拟立项。")),
        transition("place_own", [B.QUALIFIED], B.PLACED, P.BID_CHOOSE, N_("选定"), done=N_("已选定。")),
        transition("not_place", [B.QUALIFIED], B.NOT_PLACED, P.BID_DECIDE, N_("未入选"), done=N_("已记为未入选。")),
        transition("not_place_own", [B.QUALIFIED], B.NOT_PLACED, P.BID_CHOOSE, N_("未入选"), done=N_("已记为未入选。")),
        transition(
            "reconsider",
            [B.PLACED, B.NOT_PLACED, B.REFUSED],
            B.OPENED,
            P.BID_DECIDE,
            N_("重新评审"),
            done=N_("重新评审。"),
        ),
        transition(
            "sign", [B.PLACED], B.UNDERTAKING, P.BID_DECIDE, N_("军令状已签"), done=N_("已记为签订。"), tone="primary"
        ),
        transition(
            "eliminate",
            [B.UNDERTAKING],
            B.ELIMINATED,
            P.BID_DECIDE,
            N_("淘汰"),
            reason=Reason.REQUIRED,
            done=N_("已淘汰并告知理由。"),
            tone="danger",
        ),
        transition(
            "give_up",
            [B.PLACED, B.UNDERTAKING],
            B.WITHDRAWN,
            P.BID_ANSWER,
            N_("退出"),
            reason=Reason.REQUIRED,
            done=N_("已退出。"),
            tone="danger",
        ),
        transition(
            "pass",
            [B.UNDERTAKING],
            B.PASSED,
            P.BID_DECIDE,
            N_("验收通过"),
            reason=Reason.REQUIRED,
            done=N_("已记为通过。"),
            tone="primary",
        ),
        transition(
            "come_second",
            [B.UNDERTAKING],
            B.RUNNER_UP,
            P.BID_DECIDE,
            N_("达标，未胜出"),
            reason=Reason.REQUIRED,
            done=N_("已记录。"),
        ),
        transition(
            "fail_diligent",
            [B.UNDERTAKING],
            B.FAILED_DILIGENT,
            P.BID_DECIDE,
            N_("未通过（尽职免责）"),
            reason=Reason.REQUIRED,
            done=N_("已记录。"),
        ),
        transition(
            "fail_negligent",
            [B.UNDERTAKING],
            B.FAILED_NEGLIGENT,
            P.BID_DECIDE,
            N_("未通过（主观不努力）"),
            reason=Reason.REQUIRED,
            done=N_("已记录。"),
            tone="danger",
        ),
        transition(
            "stop",
            [B.OPENED, B.QUALIFIED, B.PLACED, B.UNDERTAKING],
            B.STOPPED,
            P.BID_DECIDE,
            N_("随榜题终止"),
            reason=Reason.REQUIRED,
            done=N_("已终止。"),
        ),
    ),
)
