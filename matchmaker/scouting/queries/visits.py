"""访前清单: the open needs to take along to a unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from matchmaker.catalog import disclosure, vocabulary
from matchmaker.catalog.models import Achievement, AchievementState, Need, NeedState
from matchmaker.catalog.queries import sees_all
from matchmaker.catalog.services.announce import own_page
from matchmaker.core.authz import Actor, Role
from matchmaker.organizations.queries import in_region

MOST = 20
CONSIDERED = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """A need as its reader may see it."""

    id: int
    title: str
    text: str
    field: str
    organization: str
    budget: str
    score: float
    href: str


def visit_list(
    session: Session, actor: Actor, organization_id: int, fits: Mapping[int, float]
) -> dict[str, list[Wanted]]:
    """Field → needs, the best fitting first: by likeness to the unit's achievements (``fits``), then by shared field.

    At most MOST needs, the fields in the order of their best need.
    """
    shares = _fields(session, organization_id)
    ranked = sorted(
        (row for row in _open_needs(session, actor, fits) if row.id in fits or row.field_code in shares or not shares),
        key=lambda row: (-fits.get(row.id, 0.0), -shares.get(row.field_code or "", 0), -row.quality, row.id),
    )
    found: dict[str, list[Wanted]] = {}
    for row in ranked[:MOST]:
        line = _line(actor, row, fits.get(row.id, 0.0))
        found.setdefault(line.field, []).append(line)
    return found


def _fields(session: Session, organization_id: int) -> dict[str, int]:
    """In which fields the unit has published achievements, and how many."""
    query = (
        select(Achievement.field_code, func.count())
        .where(Achievement.organization_id == organization_id, Achievement.state == AchievementState.PUBLISHED)
        .group_by(Achievement.field_code)
    )
    return {row[0]: row[1] for row in session.execute(query) if row[0]}


def _open_needs(session: Session, actor: Actor, fits: Mapping[int, float]) -> list[Need]:
    seen = [disclosure.listed(Need), Need.scout_id == actor.user_id]
    if actor.has(Role.OFFICER):
        seen.append(in_region(Need.region_code, actor.region_codes))
    best = sorted(fits, key=lambda key: -fits[key])[:MOST]
    query = (
        select(Need)
        .where(Need.state == NeedState.PUBLISHED, or_(*seen))
        .order_by(Need.id.in_(best).desc(), Need.published_at.desc(), Need.id.desc())
    )
    rows = session.scalars(query.limit(CONSIDERED))
    return [row for row in rows if sees_all(actor, row) or disclosure.public_title(row)]


def _line(actor: Actor, row: Need, score: float) -> Wanted:
    whole = sees_all(actor, row) or disclosure.is_open(row)
    return Wanted(
        id=row.id,
        title=row.title if whole else disclosure.public_title(row),
        text=(row.one_liner or row.problem) if whole else disclosure.public_body(row),
        field=vocabulary.FIELDS.get(row.field_code or "", ""),
        organization=row.organization.name if whole else "",
        budget=vocabulary.BUDGET_BANDS.get(row.budget_band or "", "") if whole else "",
        score=score,
        href=own_page(row) if sees_all(actor, row) else f"/needs/{row.id}",
    )
