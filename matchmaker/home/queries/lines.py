"""Everything that waits for one person, of however many kinds, in one statement.

Each kind of duty is a Select of the same columns (``columns``); they are
ranked and counted by window functions and joined by UNION ALL, so that a
person with many roles costs the database no more round trips than one with a
single role.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Date, Integer, Select, String, case, cast, func, literal, null, or_, select, union_all
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.db import UTCDateTime

SHOWN = 5
NOTE_LENGTH = 120


class Line(NamedTuple):
    """One thing to do.

    ``kind`` says of which record ``id`` is the id, where a duty knows several.
    ``at`` is when it is due or, for duties with a clock, since when it waits;
    ``day`` the same as a calendar day. The smallest ``rank`` comes first.
    """

    duty: str
    id: int
    kind: str
    title: str
    note: str
    at: datetime | None
    day: date | None
    number: int | None
    rank: int
    total: int
    late: int


@dataclass
class Waiting:
    """Of one duty: how many there are, how many of them late, and the most urgent."""

    total: int = 0
    late: int = 0
    lines: list[Line] = field(default_factory=list)


def columns(
    key: Any,
    title: Any,
    *,
    kind: Any = "",
    note: Any = "",
    at: Any = None,
    day: Any = None,
    number: Any = None,
    rank: Any = 0,
) -> list[Any]:
    """The columns of a duty's Select, typed alike on both databases."""
    return [
        key.label("id"),
        cast(kind, String).label("kind"),
        cast(title, String).label("title"),
        func.substr(cast(note, String), 1, NOTE_LENGTH).label("note"),
        cast(null(), UTCDateTime).label("at") if at is None else at.label("at"),
        cast(null(), Date).label("day") if day is None else day.label("day"),
        cast(null() if number is None else number, Integer).label("number"),
        cast(rank, Integer).label("rank"),
    ]


def waiting(session: Session, duties: Mapping[str, tuple[Any, datetime | None]]) -> dict[str, Waiting]:
    """Duty's key → what waits. One statement for all.

    ``duties``: key → (Select of ``columns`` or a union of such, the instant before which a line is
    late; None: nothing of this duty is ever late).
    """
    if not duties:
        return {}
    parts = [_ranked(key, query, late_before) for key, (query, late_before) in duties.items()]
    found: dict[str, Waiting] = {}
    for row in sorted(session.execute(union_all(*parts)), key=lambda row: row.place):
        entry = found.setdefault(row.duty, Waiting(row.total, row.late))
        entry.lines.append(Line(*(getattr(row, name) for name in Line._fields)))
    return found


def _ranked(key: str, query: Any, late_before: datetime | None) -> Select[Any]:
    base = query.subquery()
    if late_before is None:
        late: Any = literal(0, Integer)
    else:
        late = case((or_(base.c.at <= late_before, base.c.day < clock.today()), 1), else_=0)
    order = (late.desc(), base.c.rank, base.c.at, base.c.day, base.c.id) if late_before else _plain_order(base)
    ranked = select(
        literal(key, String).label("duty"),
        *base.c,
        func.count().over().label("total"),
        func.sum(late).over().label("late"),
        func.row_number().over(order_by=order).label("place"),
    ).subquery()
    return select(ranked).where(ranked.c.place <= SHOWN)


def _plain_order(base: Any) -> tuple[Any, ...]:
    return base.c.rank, base.c.at, base.c.day, base.c.id
