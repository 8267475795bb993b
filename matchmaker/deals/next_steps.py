"""What happens next with a deal, in one or two sentences for each reader."""

from __future__ import annotations

from matchmaker.core import clock
from matchmaker.core.i18n import N_
from matchmaker.deals.models import Deal, DealState, Side
from matchmaker.deals.texts import SIDE_LABELS, last_day
from matchmaker.deals.viewpoints import Viewpoint, awaited

AFTER = {
    DealState.INTRODUCED: N_(
        "双方已互换联系方式。请在一周内完成首次洽谈，谈起来之后记为“洽谈中”。长期没有进展的，会自动提醒双方，再提请联络员过问。"
    ),
    DealState.NEGOTIATING: N_(
        "双方正在洽谈。保密协议、打样、意向书等请记为里程碑；条件谈妥后记为“拟签约”。长期没有进展的，会自动提醒双方，再提请联络员过问。"
    ),
    DealState.ABOUT_TO_SIGN: N_(
        "条件已谈妥，等待签约。签约后请填写签订日期和金额。长期没有进展的，会自动提醒双方，再提请联络员过问。"
    ),
    DealState.SIGNED: N_(
        "合同已签。请继续记录登记、到账、投产；签约满6、12、24个月时填写跟踪情况。全部完成后以“已完成”结束对接。"
    ),
    DealState.CLOSED: N_("对接已结束，结束后仍可补记到账、投产和跟踪情况。"),
}
REFUSED = N_("引荐没有达成，对接已结束。联系方式没有互换。")
CONSEQUENCES = {
    "start_talks": N_("记为“洽谈中”，对方和联络员会收到通知。"),
    "prepare_signing": N_("记为“拟签约”，对方和联络员会收到通知。"),
    "sign": N_("记为“已签约”，需填写签订日期，金额可选填。"),
    "close": N_("对接就此结束，不能恢复；需选择一项理由。"),
}


def statement(deal: Deal, view: Viewpoint) -> str:
    """What the reader has to do or may expect."""
    state = DealState(deal.state)
    if state is DealState.CLOSED and deal.introduced_at is None:
        return REFUSED
    if state is not DealState.INVITED:
        return AFTER[state]
    day = last_day(deal.reply_due_at)
    if awaited(deal, view):
        return N_("请在%(day)s前答复是否同意引荐。双方都同意后才互换联系方式；没有答复不会被当作同意。") % {"day": day}
    missing = "、".join(SIDE_LABELS[side] for side in _silent(deal))
    if is_late(deal):
        return N_("%(side)s的答复期限%(day)s已过，已自动催办；请联络员电话催办。没有答复不会被当作同意。") % {
            "side": missing,
            "day": day,
        }
    return N_("等待%(side)s在%(day)s前答复。到期自动催办一次，再过1个工作日提请联络员电话催办。") % {
        "side": missing,
        "day": day,
    }


def is_late(deal: Deal) -> bool:
    """Whether an answer is awaited and its time has passed."""
    return deal.state == DealState.INVITED and deal.reply_due_at is not None and deal.reply_due_at <= clock.now()


def _silent(deal: Deal) -> list[Side]:
    given = {reply.side for reply in deal.replies}
    return [side for side in Side if side not in given]
