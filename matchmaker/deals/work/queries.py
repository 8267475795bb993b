"""Reading the work on deals: what moved last, what is open, what is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Attachment
from matchmaker.core import clock
from matchmaker.deals.models import HAND_WRITTEN, Deal, DealLog, DealMilestone, DealState
from matchmaker.deals.pricing.models import DossierState, PricingDossier
from matchmaker.deals.viewpoints import Viewpoint
from matchmaker.deals.work.models import Audience, DealFollowUp, DealNudge, DealTask, NudgeKind

KIND = "deal"
CLOCKS = {
    DealState.INTRODUCED: "clock.introduced_days",
    DealState.NEGOTIATING: "clock.negotiating_days",
    DealState.ABOUT_TO_SIGN: "clock.about_to_sign_days",
}
"""The stages that may stand still, and the setting that says for how many working days."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A deal under way and the last instant at which anything happened in it."""

    deal_id: int
    state: str
    region_code: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much work lies on a deal, for its page; and its pricing dossier, if it has one that stands."""

    files: int
    open_tasks: int
    late_tasks: int
    follow_ups: int
    due_follow_ups: int
    dossier_id: int | None
    dossier_state: str | None


def _moves() -> tuple[tuple[Any, ColumnElement[bool]], ...]:
    """What counts as movement: the instant's column, and the condition that it is the deal's."""
    return (
        (DealMilestone.created_at, DealMilestone.deal_id == Deal.id),
        (DealLog.created_at, and_(DealLog.deal_id == Deal.id, DealLog.kind.in_(HAND_WRITTEN))),
        (Attachment.created_at, and_(Attachment.record_kind == KIND, Attachment.record_id == Deal.id)),
        (DealTask.created_at, DealTask.deal_id == Deal.id),
        (DealTask.done_at, DealTask.deal_id == Deal.id),
    )


def standing(session: Session, only: int | None = None) -> list[Standing]:
    """The deals under way (or ``only`` this one) with their last movement. One statement."""
    last = [select(func.max(column)).where(mine).correlate(Deal).scalar_subquery() for column, mine in _moves()]
    query = select(Deal.id, Deal.state, Deal.region_code, Deal.state_at, *last).where(Deal.state.in_(CLOCKS))
    if only is not None:
        query = query.where(Deal.id == only)
    rows = session.execute(query.order_by(Deal.id))
    return [Standing(row[0], row[1], row[2], max(moment for moment in row[3:] if moment)) for row in rows]


def stands_still() -> ColumnElement[bool]:
    """The condition that the officers were told of a deal's standstill and nothing has moved since."""
    told = (DealNudge.deal_id == Deal.id, DealNudge.kind == NudgeKind.ESCALATION, DealNudge.since >= Deal.state_at)
    later = (exists().where(mine, column > DealNudge.since).correlate(Deal, DealNudge) for column, mine in _moves())
    moved = or_(*later)
    return and_(Deal.state.in_(CLOCKS), exists().where(*told, ~moved))


def nudges(session: Session, deal_id: int) -> set[tuple[str, datetime]]:
    """Which standstills of a deal were pressed, and how."""
    rows = session.execute(select(DealNudge.kind, DealNudge.since).where(DealNudge.deal_id == deal_id))
    return {(kind, since) for kind, since in rows}


def files_of(session: Session, deal_id: int, view: Viewpoint) -> Sequence[Attachment]:
    """The files of a deal that its reader may open, in the order they came."""
    query = select(Attachment).where(Attachment.record_kind == KIND, Attachment.record_id == deal_id)
    return session.scalars(query.where(_opens(view)).order_by(Attachment.id)).all()


def file_of(session: Session, deal_id: int, file_id: int, view: Viewpoint) -> Attachment | None:
    """One of ``files_of``."""
    return next((each for each in files_of(session, deal_id, view) if each.id == file_id), None)


def _opens(view: Viewpoint) -> ColumnElement[bool]:
    everything = view.oversees
    return Attachment.purpose.in_(tuple(Audience) if everything else (Audience.SHARED, *view.mine))


def tasks_of(session: Session, deal_id: int) -> Sequence[DealTask]:
    """A deal's tasks: open ones by their day, then the done ones, the latest first."""
    query = select(DealTask).where(DealTask.deal_id == deal_id)
    rows = session.scalars(query.order_by(DealTask.due_on, DealTask.id)).all()
    done = sorted((row for row in rows if row.done_at), key=lambda row: (row.done_at, row.id), reverse=True)
    return [*(row for row in rows if row.done_at is None), *done]


def due_tasks(session: Session, *, today: date) -> list[int]:
    """Ids of the open tasks whose day has come and of which the officers were not told yet."""
    waits = (DealTask.done_at.is_(None), DealTask.escalated_at.is_(None), DealTask.due_on <= today)
    query = select(DealTask.id).join(Deal, Deal.id == DealTask.deal_id)
    return list(session.scalars(query.where(*waits, Deal.state != DealState.CLOSED).order_by(DealTask.id)))


def follow_ups_of(session: Session, deal_id: int) -> Sequence[DealFollowUp]:
    """A deal's follow-ups in their order."""
    return session.scalars(
        select(DealFollowUp).where(DealFollowUp.deal_id == deal_id).order_by(DealFollowUp.months)
    ).all()


def signed_without_follow_ups(session: Session) -> list[int]:
    """Ids of signed deals for which nobody has planned any, as those signed before they were."""
    planned = exists().where(DealFollowUp.deal_id == Deal.id)
    return list(session.scalars(select(Deal.id).where(Deal.signed_on.is_not(None), ~planned).order_by(Deal.id)))


def due_follow_ups(session: Session, *, today: date) -> list[int]:
    """Ids of the follow-ups whose day has come, that nobody has reported and whose officers were not told."""
    open_ones = (DealFollowUp.outcome.is_(None), DealFollowUp.escalated_at.is_(None), DealFollowUp.due_on <= today)
    return list(session.scalars(select(DealFollowUp.id).where(*open_ones).order_by(DealFollowUp.id)))


def amounts(session: Session, deal_id: int, view: Viewpoint) -> Amounts:
    """Counts for the page of a deal. One statement."""
    task, follow = DealTask.deal_id == deal_id, DealFollowUp.deal_id == deal_id
    is_open, waits = DealTask.done_at.is_(None), DealFollowUp.outcome.is_(None)
    today = clock.today()
    counted = (
        (Attachment.id, (Attachment.record_kind == KIND, Attachment.record_id == deal_id, _opens(view))),
        (DealTask.id, (task, is_open)),
        (DealTask.id, (task, is_open, DealTask.due_on < today)),
        (DealFollowUp.id, (follow,)),
        (DealFollowUp.id, (follow, waits, DealFollowUp.due_on <= today)),
    )
    numbers = [select(func.count(column)).where(*conditions).scalar_subquery() for column, conditions in counted]
    alive = (PricingDossier.deal_id == deal_id, PricingDossier.state != DossierState.ABANDONED)
    dossier = [select(column).where(*alive).scalar_subquery() for column in (PricingDossier.id, PricingDossier.state)]
    return Amounts(*session.execute(select(*numbers, *dossier)).one())
