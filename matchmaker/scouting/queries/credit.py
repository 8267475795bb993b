"""What became of a scout's finds."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, literal, select, union_all
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, Need
from matchmaker.organizations.models import Organization

SIZE = 25


def finds(session: Session, scout_id: int | None, number: int) -> tuple[list[Any], int]:
    """A page of the records that carry the scout, newest first, and how many there are. Two statements.

    A row: kind, id, title, state, created_at, published_at, unit.
    """
    parts = [
        select(
            literal(kind).label("kind"),
            model.id,
            model.title,
            model.state,
            model.created_at,
            model.published_at,
            Organization.name.label("unit"),
        )
        .join(Organization, Organization.id == model.organization_id)
        .where(model.scout_id == scout_id)
        for kind, model in (("achievement", Achievement), ("need", Need))
    ]
    listed = union_all(*parts).subquery()
    total = session.scalar(select(func.count()).select_from(listed)) or 0
    number = min(number, max(1, -(-total // SIZE)))
    query = select(listed).order_by(listed.c.created_at.desc(), listed.c.kind, listed.c.id.desc())
    return list(session.execute(query.limit(SIZE).offset((number - 1) * SIZE))), total


def totals(session: Session, scout_id: int | None) -> dict[str, int]:
    """Kind or ``published`` → number. One statement."""
    parts = [
        select(
            literal(kind).label("kind"), func.count().label("all"), func.count(model.published_at).label("out")
        ).where(model.scout_id == scout_id)
        for kind, model in (("achievement", Achievement), ("need", Need))
    ]
    rows = session.execute(union_all(*parts)).all()
    return {**{row[0]: row[1] for row in rows}, "published": sum(row[2] for row in rows)}
