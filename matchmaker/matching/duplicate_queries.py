"""Reading near-duplicates: the officer's list by groups, one pair, what comes next.

An officer meets a pair when one record lies in the officer's regions and the other does too, or is
one that everybody may know of.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import and_, func, literal, or_, select, union_all
from sqlalchemy.orm import Session, aliased, selectinload

from matchmaker.accounts.models import User
from matchmaker.catalog import disclosure
from matchmaker.catalog.contents import Record
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.queries import MODELS
from matchmaker.core.authz import Actor
from matchmaker.matching.models import DuplicatePair, DuplicateState
from matchmaker.organizations.queries import in_region

GROUPS_PER_PAGE = 15
D = DuplicateState
SHOWN = (D.OPEN, D.CONFIRMED, D.DISMISSED)
Pair = DuplicatePair


@dataclass(frozen=True, slots=True)
class Couple:
    """A pair with its two records, the one entered first as ``lower``."""

    pair: DuplicatePair
    lower: Record
    higher: Record
    decider: str = ""

    @property
    def both_published(self) -> bool:
        """Whether there is still something to be done about it."""
        return {self.lower.state, self.higher.state} == {disclosure.PUBLISHED}


@dataclass
class DuplicateGroup:
    """Records that hang together by pairs, the most alike pair first."""

    couples: list[Couple] = field(default_factory=list)

    @property
    def records(self) -> int:
        """How many different records there are."""
        return len({key for each in self.couples for key in (each.pair.lower_id, each.pair.higher_id)})


@dataclass(frozen=True, slots=True)
class DuplicateList:
    """One page of groups, of ``total`` in all."""

    groups: list[DuplicateGroup]
    number: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // GROUPS_PER_PAGE))


@dataclass(frozen=True, slots=True)
class Sides:
    """The two records of a pair in a statement, and the pairs that an actor may meet."""

    kind: RecordKind
    lower: Any
    higher: Any

    @classmethod
    def of(cls, kind: RecordKind) -> Sides:
        """For the achievements or the needs."""
        return cls(kind, aliased(MODELS[kind]), aliased(MODELS[kind]))

    def joined(self, query: Any) -> Any:
        """A statement about pairs, with their records."""
        query = query.join(self.lower, self.lower.id == Pair.lower_id).join(
            self.higher, self.higher.id == Pair.higher_id
        )
        return query.where(Pair.record_kind == self.kind.value)

    def met_by(self, actor: Actor) -> Any:
        """The condition under which ``actor`` is shown a pair."""
        codes = actor.region_codes
        here = [in_region(each.region_code, codes) for each in (self.lower, self.higher)]
        known = [or_(own, disclosure.listed(each)) for own, each in zip(here, (self.lower, self.higher), strict=True)]
        return and_(or_(*here), *known)

    def published(self) -> Any:
        """The condition that both are public still."""
        return and_(self.lower.state == disclosure.PUBLISHED, self.higher.state == disclosure.PUBLISHED)

    def waiting(self, actor: Actor) -> Any:
        """The condition under which a pair waits for the actor's word."""
        return and_(Pair.state == D.OPEN, self.published(), self.met_by(actor))

    def listed(self, actor: Actor, state: str) -> Any:
        """The condition under which a pair stands in the actor's list of a state."""
        return self.waiting(actor) if state == D.OPEN else and_(Pair.state == state, self.met_by(actor))


def counts(session: Session, actor: Actor) -> dict[tuple[str, str], int]:
    """(kind, state) → number of pairs in the actor's list: one statement."""
    parts = []
    for kind in RecordKind:
        sides = Sides.of(kind)
        number = select(literal(kind.value).label("kind"), Pair.state, func.count().label("number"))
        conditions = or_(*(sides.listed(actor, state) for state in SHOWN))
        parts.append(sides.joined(number.select_from(Pair)).where(conditions).group_by(Pair.state))
    return {(row.kind, row.state): row.number for row in session.execute(union_all(*parts))}


def duplicate_list(session: Session, actor: Actor, kind: RecordKind, state: str, number: int) -> DuplicateList:
    """The groups of one side and state, the most alike first: three statements."""
    sides = Sides.of(kind)
    listed = sides.listed(actor, state)
    best = func.max(Pair.likeness)
    grouped = sides.joined(select(Pair.group_key, best).select_from(Pair)).where(listed).group_by(Pair.group_key)
    total = session.scalar(select(func.count()).select_from(grouped.subquery())) or 0
    number = min(number, max(1, -(-total // GROUPS_PER_PAGE)))
    page = grouped.order_by(best.desc(), Pair.group_key).limit(GROUPS_PER_PAGE).offset((number - 1) * GROUPS_PER_PAGE)
    keys = [row.group_key for row in session.execute(page)]
    groups = {key: DuplicateGroup() for key in keys}
    for couple in _couples(session, sides, listed, Pair.group_key.in_(keys)):
        groups[couple.pair.group_key].couples.append(couple)
    return DuplicateList([groups[key] for key in keys], number, total)


def _couples(session: Session, sides: Sides, *conditions: Any) -> Iterable[Couple]:
    query = sides.joined(select(Pair, sides.lower, sides.higher, User.name).outerjoin(User, User.id == Pair.decided_by))
    ordered = query.where(*conditions).order_by(Pair.likeness.desc(), Pair.id)
    return (Couple(row[0], row[1], row[2], row[3] or "") for row in session.execute(ordered).unique())


def couple(session: Session, actor: Actor, pair: DuplicatePair) -> Couple | None:
    """A pair with all its records say; None when the actor may not know of one of them."""
    sides = Sides.of(RecordKind(pair.record_kind))
    records = (sides.lower, sides.higher)
    query = sides.joined(select(Pair, *records, User.name).outerjoin(User, User.id == Pair.decided_by))
    query = query.where(Pair.id == pair.id, sides.met_by(actor))
    row = session.execute(query.options(*(selectinload(each.indicators) for each in records))).unique().one_or_none()
    return Couple(row[0], row[1], row[2], row[3] or "") if row else None


@dataclass(frozen=True, slots=True)
class Following:
    """The next pair to compare, if any, and how many of the side wait in all."""

    after: int | None
    left: int


def following(session: Session, actor: Actor, here: DuplicatePair) -> Following:
    """Walk the waiting pairs of one side, the most alike first: one statement."""

    def waiting(*columns: Any) -> Any:
        sides = Sides.of(RecordKind(here.record_kind))
        return sides.joined(select(*columns).select_from(Pair)).where(sides.waiting(actor))

    later = or_(Pair.likeness < here.likeness, and_(Pair.likeness == here.likeness, Pair.id > here.id))
    after = waiting(Pair.id).where(later).order_by(Pair.likeness.desc(), Pair.id).limit(1).scalar_subquery()
    row = session.execute(select(after, waiting(func.count()).scalar_subquery())).one()
    return Following(row[0], row[1])
