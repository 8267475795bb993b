"""What a list of deals says as a file: both sides as its reader may see them, answers, dates, money."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _

from matchmaker.core.authz import Actor
from matchmaker.core.i18n import N_
from matchmaker.deals.models import Deal, DealState, Side
from matchmaker.deals.next_steps import is_late
from matchmaker.deals.texts import told_reason
from matchmaker.deals.viewpoints import Panel, Viewpoint, panels, viewpoint
from matchmaker.deals.workflow import DEAL
from matchmaker.web.columns import Column, Kind

LONG = 36


@dataclass(frozen=True, slots=True)
class Line:
    """A deal from where its reader stands, the need's side first."""

    deal: Deal
    view: Viewpoint
    need: Panel
    achievement: Panel


def line(deal: Deal, actor: Actor) -> Line:
    """``deal`` as ``actor``, who may read it, sees it."""
    view = viewpoint(actor, deal)
    need, achievement = panels(deal, view)
    return Line(deal, view, need, achievement)


def _answer(panel: Panel) -> str:
    if panel.reply is None:
        return str(_("未答复"))
    return str(_("同意") if panel.reply.agreed else _("不同意"))


def _replied(side: Callable[[Line], Panel]) -> Callable[[Line], object]:
    return lambda each: reply.created_at if (reply := side(each).reply) else None


def _need(each: Line) -> Panel:
    return each.need


def _achievement(each: Line) -> Panel:
    return each.achievement


def _end(each: Line) -> str:
    mine: tuple[Side, ...] = each.view.mine
    return told_reason(each.deal, mine[0] if mine else None) if each.deal.state == DealState.CLOSED else ""


COLUMNS: tuple[Column[Line], ...] = (
    Column(N_("编号"), lambda each: each.deal.id, Kind.NUMBER),
    Column(N_("需求"), lambda each: _(each.need.title), width=LONG),
    Column(N_("需求单位"), lambda each: _(each.need.organization)),
    Column(N_("需求方地区"), lambda each: each.need.region, width=14),
    Column(N_("成果"), lambda each: _(each.achievement.title), width=LONG),
    Column(N_("成果单位"), lambda each: _(each.achievement.organization)),
    Column(N_("成果方地区"), lambda each: each.achievement.region, width=14),
    Column(N_("状态"), lambda each: _(DEAL.labels[each.deal.state]), width=14),
    Column(N_("是否逾期"), lambda each: _("逾期未答复") if is_late(each.deal) else "", width=14),
    Column(N_("需求方答复"), lambda each: _answer(each.need), width=12),
    Column(N_("需求方答复日期"), _replied(_need), Kind.DATE),
    Column(N_("成果方答复"), lambda each: _answer(each.achievement), width=12),
    Column(N_("成果方答复日期"), _replied(_achievement), Kind.DATE),
    Column(N_("邀请日期"), lambda each: each.deal.created_at, Kind.DATE),
    Column(N_("引荐日期"), lambda each: each.deal.introduced_at, Kind.DATE),
    Column(N_("最近变化"), lambda each: each.deal.state_at, Kind.DATE),
    Column(N_("签订日期"), lambda each: each.deal.signed_on, Kind.DATE),
    Column(N_("成交金额（万元）"), lambda each: each.deal.amount, Kind.MONEY),
    Column(N_("结束原因"), _end),
)
