"""The five states of a deal, and the invitation before them, as data."""

from __future__ import annotations

from matchmaker.core.i18n import N_
from matchmaker.core.workflow import Reason, Workflow, transition
from matchmaker.deals.models import Deal, DealState
from matchmaker.deals.policies import PERMISSIONS, Permission

D, P = DealState, Permission
OPEN = [D.INVITED, D.INTRODUCED, D.NEGOTIATING, D.ABOUT_TO_SIGN]

DEAL = Workflow(
    name="deal",
    model=Deal,
    states=D,
    initial=D.INVITED,
    labels={
        D.INVITED: N_("待双方答复"),
        D.INTRODUCED: N_("已引荐"),
        D.NEGOTIATING: N_("洽谈中"),
        D.ABOUT_TO_SIGN: N_("拟签约"),
        D.SIGNED: N_("已签约"),
        D.CLOSED: N_("已结束"),
    },
    table=PERMISSIONS,
    transitions=(
        # system: follows from the second agreeing reply, in the same transaction
        transition(
            "introduce", [D.INVITED], D.INTRODUCED, P.REPLY, N_("双方同意"), done=N_("已引荐，双方联系方式已互换。")
        ),
        transition(
            "introduce_by_phone",
            [D.INVITED],
            D.INTRODUCED,
            P.RECORD_REPLY,
            N_("双方同意（电话）"),
            done=N_("已引荐，双方联系方式已互换。"),
        ),
        transition(
            "start_talks",
            [D.INTRODUCED],
            D.NEGOTIATING,
            P.ADVANCE,
            N_("开始洽谈"),
            tone="primary",
            done=N_("已记为洽谈中。"),
        ),
        transition(
            "prepare_signing",
            [D.INTRODUCED, D.NEGOTIATING],
            D.ABOUT_TO_SIGN,
            P.ADVANCE,
            N_("准备签约"),
            tone="primary",
            done=N_("已记为拟签约。"),
        ),
        transition(
            "sign",
            [D.INTRODUCED, D.NEGOTIATING, D.ABOUT_TO_SIGN],
            D.SIGNED,
            P.ADVANCE,
            N_("已经签约"),
            tone="primary",
            done=N_("已记为签约。"),
        ),
        transition(
            "decline",
            [D.INVITED],
            D.CLOSED,
            P.CLOSE,
            N_("不同意引荐"),
            reason=Reason.OPTIONAL,
            done=N_("已婉拒并结束。"),
            tone="danger",
        ),
        transition(
            "close",
            [*OPEN, D.SIGNED],
            D.CLOSED,
            P.CLOSE,
            N_("结束对接"),
            reason=Reason.OPTIONAL,
            done=N_("对接已结束。"),
            tone="danger",
        ),
    ),
)
