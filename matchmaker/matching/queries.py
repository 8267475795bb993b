"""Reading the officer's queue, a pair's neighbours and history, an owner's suggestions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from matchmaker.catalog.models import Achievement, Need
from matchmaker.core.authz import Actor
from matchmaker.matching.models import Level, Suggestion, SuggestionState
from matchmaker.organizations.queries import in_region

NEEDS_PER_PAGE = 10
FEWEST = 2
S = SuggestionState


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What the officer wants to see. ``state``: proposed or held."""

    state: str = S.PROPOSED
    level: str = ""
    field_code: str = ""
    region_code: str = ""
    asked: bool = False
    late_before: Any = None
    text: str = ""
    sort: str = "score"


@dataclass
class QueueGroup:
    """A need and its suggestions, best first."""

    need: Need
    suggestions: list[Suggestion] = field(default_factory=list)

    @property
    def foremost(self) -> list[Suggestion]:
        """Those worth a look at once: strong, fair or asked for; at least the two best."""
        good = [row for row in self.suggestions if row.level in (Level.STRONG, Level.FAIR) or row.asked_by]
        return good if len(good) >= FEWEST else self.suggestions[:FEWEST]

    @property
    def others(self) -> list[Suggestion]:
        """The weak rest, shown on demand."""
        shown = {row.id for row in self.foremost}
        return [row for row in self.suggestions if row.id not in shown]


@dataclass
class Queue:
    """One page of the queue; ``total`` needs and ``pairs`` suggestions in all."""

    groups: list[QueueGroup]
    number: int
    total: int
    pairs: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // NEEDS_PER_PAGE))


def queue(session: Session, actor: Actor, wanted: QueueFilter, number: int) -> Queue:
    """The officer's queue grouped by need: three statements."""
    conditions = _conditions(actor, wanted)
    grouped = (
        select(
            Suggestion.need_id,
            func.max(Suggestion.score).label("best"),
            func.min(Suggestion.created_at).label("oldest"),
            func.max(case((Suggestion.asked_by.is_not(None), 1), else_=0)).label("asked"),
            func.count().label("pairs"),
        )
        .join(Need, Need.id == Suggestion.need_id)
        .where(*conditions)
        .group_by(Suggestion.need_id)
        .subquery()
    )
    totals = session.execute(select(func.count(), func.coalesce(func.sum(grouped.c.pairs), 0)).select_from(grouped))
    total, pairs = totals.one()
    number = min(number, max(1, -(-total // NEEDS_PER_PAGE)))
    order = [grouped.c.oldest] if wanted.sort == "age" else [grouped.c.asked.desc(), grouped.c.best.desc()]
    page = select(grouped.c.need_id).order_by(*order, grouped.c.need_id).limit(NEEDS_PER_PAGE)
    ids = list(session.scalars(page.offset((number - 1) * NEEDS_PER_PAGE)))
    return Queue(_groups(session, ids, conditions), number, total, int(pairs))


def queued(actor: Actor, wanted: QueueFilter) -> Select[Suggestion]:
    """All of the queue in its order: the needs as on its pages, of each the best suggestion first."""
    of_need: dict[str, Any] = {"partition_by": Suggestion.need_id}
    asked = func.max(case((Suggestion.asked_by.is_not(None), 1), else_=0)).over(**of_need)
    best, oldest = func.max(Suggestion.score).over(**of_need), func.min(Suggestion.created_at).over(**of_need)
    order = [oldest] if wanted.sort == "age" else [asked.desc(), best.desc()]
    return (
        select(Suggestion)
        .join(Suggestion.need)
        .options(contains_eager(Suggestion.need), joinedload(Suggestion.achievement))
        .where(*_conditions(actor, wanted))
        .order_by(*order, Suggestion.need_id, Suggestion.score.desc(), Suggestion.id)
    )


def _groups(session: Session, ids: list[int], conditions: list[Any]) -> list[QueueGroup]:
    query = (
        select(Suggestion)
        .join(Need, Need.id == Suggestion.need_id)
        .options(contains_eager(Suggestion.need), joinedload(Suggestion.achievement))
        .where(Suggestion.need_id.in_(ids), *conditions)
        .order_by(Suggestion.score.desc(), Suggestion.id)
    )
    groups: dict[int, QueueGroup] = {}
    for row in session.scalars(query).unique():
        groups.setdefault(row.need_id, QueueGroup(row.need)).suggestions.append(row)
    return [groups[need_id] for need_id in ids if need_id in groups]


def _conditions(actor: Actor, wanted: QueueFilter) -> list[Any]:
    found: list[Any] = [Suggestion.state == wanted.state, in_region(Suggestion.region_code, actor.region_codes)]
    if wanted.level:
        found.append(Suggestion.level == wanted.level)
    if wanted.field_code:
        found.append(Need.field_code == wanted.field_code)
    if wanted.region_code:
        found.append(in_region(Suggestion.region_code, [wanted.region_code]))
    if wanted.asked:
        found.append(Suggestion.asked_by.is_not(None))
    if wanted.late_before is not None:
        found.append(Suggestion.created_at < wanted.late_before)
    if wanted.text:
        found.append(Need.title.contains(wanted.text, autoescape=True))
    return found


def pair(session: Session, suggestion_id: int) -> Suggestion | None:
    """A suggestion with both records, their units and rows."""
    query = (
        select(Suggestion)
        .where(Suggestion.id == suggestion_id)
        .options(
            joinedload(Suggestion.need).selectinload(Need.indicators),
            joinedload(Suggestion.achievement).selectinload(Achievement.indicators),
        )
    )
    return session.scalars(query).unique().one_or_none()


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The pair before and after in the queue, and how many are left to decide."""

    before: int | None
    after: int | None
    left: int


def neighbours(session: Session, actor: Actor, here: Suggestion) -> Neighbours:
    """Walk the undecided pairs by need, then by score: one statement."""
    mine = and_(Suggestion.state == S.PROPOSED, in_region(Suggestion.region_code, actor.region_codes))
    later = or_(
        Suggestion.need_id > here.need_id,
        and_(
            Suggestion.need_id == here.need_id,
            or_(Suggestion.score < here.score, and_(Suggestion.score == here.score, Suggestion.id > here.id)),
        ),
    )
    forth = (Suggestion.need_id, Suggestion.score.desc(), Suggestion.id)
    back = (Suggestion.need_id.desc(), Suggestion.score, Suggestion.id.desc())
    after = select(Suggestion.id).where(mine, later).order_by(*forth).limit(1).scalar_subquery()
    before = (
        select(Suggestion.id).where(mine, ~later, Suggestion.id != here.id).order_by(*back).limit(1).scalar_subquery()
    )
    left = select(func.count()).select_from(Suggestion).where(mine).scalar_subquery()
    row = session.execute(select(before, after, left)).one()
    return Neighbours(row[0], row[1], row[2])


def earlier_decisions(session: Session, here: Suggestion, limit: int = 8) -> list[Suggestion]:
    """What was decided about either record before, newest first."""
    query = (
        select(Suggestion)
        .where(
            Suggestion.id != here.id,
            Suggestion.decided_at.is_not(None),
            or_(Suggestion.need_id == here.need_id, Suggestion.achievement_id == here.achievement_id),
        )
        .options(joinedload(Suggestion.need), joinedload(Suggestion.achievement))
        .order_by(Suggestion.decided_at.desc())
        .limit(limit)
    )
    return list(session.scalars(query).unique())


def suggestions_of(kind: str, record_id: int) -> Select[Suggestion]:
    """The suggestions an owner sees for a record: standing, held and approved ones, best first."""
    column = Suggestion.need_id if kind == "need" else Suggestion.achievement_id
    return (
        select(Suggestion)
        .where(column == record_id, Suggestion.state.in_((S.PROPOSED, S.HELD, S.APPROVED)))
        .options(
            joinedload(Suggestion.need).selectinload(Need.indicators),
            joinedload(Suggestion.achievement).selectinload(Achievement.indicators),
        )
        .order_by(Suggestion.score.desc(), Suggestion.id)
        .limit(50)
    )
