"""A stage that stands still is pressed: both sides are reminded, later the officers are told.

Silence decides nothing: the deal stays where it is until somebody moves it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.core import audit, clock, regions
from matchmaker.core.authz import system_actor
from matchmaker.core.calendar import add_working_days
from matchmaker.core.i18n import N_
from matchmaker.deals.models import Deal, DealState, Side
from matchmaker.deals.services.telling import page_of, tell_officers, tell_side
from matchmaker.deals.texts import cn_date
from matchmaker.deals.work.models import DealNudge, NudgeKind
from matchmaker.deals.work.queries import CLOCKS, Standing, nudges, standing
from matchmaker.deals.workflow import DEAL
from matchmaker.organizations.queries import officers_for, settings

ESCALATION_CLOCK = "clock.escalate_days"
CLOCK = system_actor("deals.standstill")


def clocks(session: Session, region_code: str) -> dict[str, int]:
    """The working days that hold in a region: by setting, ESCALATION_CLOCK included. One statement."""
    found = settings(session, [*CLOCKS.values(), ESCALATION_CLOCK], region_code)
    return {key: int(value) for key, value in found.items()}


def reminded_at(stand: Standing, days: Mapping[str, int]) -> datetime:
    """When a deal that has not moved is pressed."""
    return add_working_days(stand.since, days[CLOCKS[DealState(stand.state)]])


def escalated_at(stand: Standing, days: Mapping[str, int]) -> datetime:
    """When the officers are told that pressing did not help."""
    return add_working_days(reminded_at(stand, days), days[ESCALATION_CLOCK])


def still_standing(session: Session) -> list[int]:
    """Ids of the deals whose time without movement is up."""
    known: dict[str, dict[str, int]] = {}
    late = []
    for stand in standing(session):
        if stand.region_code not in known:
            known[stand.region_code] = clocks(session, stand.region_code)
        if reminded_at(stand, known[stand.region_code]) <= clock.now():
            late.append(stand.deal_id)
    return late


def press(session: Session, deal_id: int) -> None:
    """Remind both sides of a standstill, once; after some more working days tell the officers, once."""
    found = standing(session, only=deal_id)
    if not found:
        return
    [stand] = found
    days, done = clocks(session, stand.region_code), nudges(session, deal_id)
    if reminded_at(stand, days) > clock.now():
        return
    deal = session.get_one(Deal, deal_id)
    if (NudgeKind.REMINDER, stand.since) not in done:
        _once(session, stand, NudgeKind.REMINDER, lambda: _remind(session, deal, stand))
    elif (NudgeKind.ESCALATION, stand.since) not in done and escalated_at(stand, days) <= clock.now():
        _once(session, stand, NudgeKind.ESCALATION, lambda: _escalate(session, deal, stand))


def _once(session: Session, stand: Standing, kind: NudgeKind, tell: Any) -> None:
    try:
        with session.begin_nested():
            session.add(DealNudge(deal_id=stand.deal_id, kind=kind, since=stand.since))
            session.flush()
    except IntegrityError:
        return  # another worker was first
    audit.record(session, CLOCK, f"deal.standstill_{kind}", "deal", stand.deal_id, state=stand.state)
    tell()


def _remind(session: Session, deal: Deal, stand: Standing) -> None:
    for side in Side:
        body = N_("“%(title)s”的对接停在“%(state)s”，%(day)s以后没有进展。请记录进展，或者说明理由后结束对接。") % {
            "title": deal.record(side).title,
            "state": DEAL.labels[stand.state],
            "day": cn_date(clock.china_date(stand.since)),
        }
        message = Message("deal.standstill", N_("对接一直没有进展，请处理"), body, page_of(deal))
        tell_side(session, deal, side, message, dedup_key=_key(stand, NudgeKind.REMINDER, side))


def _escalate(session: Session, deal: Deal, stand: Standing) -> None:
    body = N_(
        "需求“%(need)s”与成果“%(achievement)s”停在“%(state)s”，%(day)s以后没有进展，提醒双方后仍无回音。请联系双方了解情况。"
    ) % {
        "need": deal.need.title,
        "achievement": deal.achievement.title,
        "state": DEAL.labels[stand.state],
        "day": cn_date(clock.china_date(stand.since)),
    }
    message = Message("deal.standstill", N_("一项对接停滞，请过问"), body, page_of(deal))
    key = _key(stand, NudgeKind.ESCALATION, "officers")
    tell_officers(session, deal, message, dedup_key=key, but=None)
    notify(session, officers_for(session, regions.city_of(deal.region_code)), message, dedup_key=key)


def _key(stand: Standing, kind: NudgeKind, whom: str) -> str:
    return f"deal:{stand.deal_id}:{kind}:{int(stand.since.timestamp())}:{whom}"
