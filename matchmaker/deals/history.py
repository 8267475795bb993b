"""What has happened to a deal, as one line of time for each reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.core import clock
from matchmaker.core.audit import AuditEntry
from matchmaker.core.i18n import N_
from matchmaker.deals.models import MILESTONE_LABELS, Deal, DealLog, DealMilestone, Side
from matchmaker.deals.texts import SIDE_LABELS, cn_date, told_reason
from matchmaker.deals.viewpoints import Viewpoint
from matchmaker.deals.workflow import DEAL

CHANNELS = {"account": N_("在平台上答复"), "link": N_("经一次性链接答复"), "phone": N_("电话答复，由联络员登记")}
LOG_LABELS = {
    "note": N_("备注"),
    "call": N_("通话"),
    "meeting": N_("会面"),
    "reminder": N_("催办"),
    "escalation": N_("提请电话催办"),
}
TONES = {"reminder": "warn", "escalation": "bad", "deal.introduce": "good", "deal.sign": "good"}
ENDS = frozenset({"deal.close", "deal.decline"})
FOR_OFFICERS = {
    "link.issued": N_("已生成一次性答复链接"),
    "deal.standstill_reminder": N_("长期没有进展，已提醒双方"),
    "deal.standstill_escalation": N_("提醒后仍没有进展，已提请联络员过问"),
    "deal.follow_up_reminded": N_("跟踪到期，已提醒双方"),
    "deal.follow_up_escalated": N_("跟踪逾期未填，已提请联络员过问"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One line: when, what, by whom (officers and leaders only), and more in words."""

    at: datetime
    title: str
    actor: str = ""
    detail: str = ""
    tone: str = "neutral"


def events(session: Session, deal: Deal, view: Viewpoint) -> list[Event]:
    """Everything the reader may know, newest first. Three statements."""
    found = [*_audit(session, deal, view), *_milestones(session, deal, view), *_log(session, deal, view)]
    return sorted(found, key=lambda event: event.at)[::-1]  # of one instant, too, the later first


def _audit(session: Session, deal: Deal, view: Viewpoint) -> Iterator[Event]:
    query = (
        select(AuditEntry.at, AuditEntry.action, AuditEntry.detail, User.name)
        .outerjoin(User, User.id == AuditEntry.actor_id)
        .where(AuditEntry.subject_kind == DEAL.name, AuditEntry.subject_id == str(deal.id))
        .order_by(AuditEntry.seq)
    )
    for row in session.execute(query):
        title, detail = _words(deal, view, row.action, row.detail)
        if title:
            tone = TONES.get(row.action.removesuffix("_by_phone"), "neutral")
            yield Event(row.at, title, _name(view, row.name), detail, tone)


def _words(deal: Deal, view: Viewpoint, action: str, detail: dict[str, Any]) -> tuple[str, str]:
    if action == "deal.created":
        return N_("发出引荐邀请"), ""
    if action == "deal.replied":
        said = N_("同意引荐") if detail["agreed"] else N_("不同意引荐")
        return f"{SIDE_LABELS[Side(detail['side'])]}{said}", CHANNELS[detail["channel"]]
    if action in ENDS:
        reader = view.mine[0] if view.mine else None
        return N_("对接已结束"), told_reason(deal, reader)
    if action in FOR_OFFICERS:
        return (FOR_OFFICERS[action], "") if view.oversees else ("", "")
    step = action.removeprefix("deal.")
    known = {each.action: each.done for each in DEAL.transitions}
    return known.get(step, ""), ""


def _milestones(session: Session, deal: Deal, view: Viewpoint) -> Iterator[Event]:
    query = select(DealMilestone, User.name).outerjoin(User, User.id == DealMilestone.recorded_by)
    for row, name in session.execute(query.where(DealMilestone.deal_id == deal.id)):
        title = N_("里程碑：%(label)s（%(day)s）") % {
            "label": MILESTONE_LABELS[row.kind],
            "day": cn_date(row.happened_on),
        }
        yield Event(_within(row.happened_on, row.created_at), title, _name(view, name), row.note, "info")


def _log(session: Session, deal: Deal, view: Viewpoint) -> Iterator[Event]:
    query = select(DealLog, User.name).outerjoin(User, User.id == DealLog.author_id)
    for row, name in session.execute(query.where(DealLog.deal_id == deal.id)):
        if not view.oversees and row.side not in view.mine:
            continue
        whose = SIDE_LABELS[Side(row.side)] if row.side else N_("联络员")
        title = f"{LOG_LABELS[row.kind]} · {whose}"
        yield Event(row.created_at, title, _name(view, name), row.body, TONES.get(row.kind, "neutral"))


def _within(day: Any, noted: datetime) -> datetime:
    """The instant by which a dated event is sorted: when it was noted if on that day, else that day."""
    return noted if clock.china_date(noted) == day else clock.start_of_day(day)


def _name(view: Viewpoint, name: str | None) -> str:
    return name or "" if view.oversees else ""
