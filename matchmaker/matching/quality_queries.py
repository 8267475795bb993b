"""What the open quality page is worked out from: counts and dates, never a text. Each function is one statement.

``since`` bounds the period from below; None is all time.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, String, case, func, literal, select, true, union_all
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, Disclosure, Need, RecordKind, RecordVersion
from matchmaker.catalog.queries import MODELS
from matchmaker.core.regions import CITY_DIGITS
from matchmaker.deals.models import Deal, DealState
from matchmaker.matching.levels import DROPPED, GOOD
from matchmaker.matching.models import Suggestion, SuggestionState

PUBLISHED, PLACE = "published", "place"
DECIDED = (SuggestionState.APPROVED, SuggestionState.REJECTED)


class Decisions(NamedTuple):
    """``number`` suggestions decided alike.

    ``rank`` is the place in the need's list when it was decided, ``reasons``
    the codes given, ``shared`` whether the sides may be told them.
    """

    state: str
    rank: int
    reasons: list[str]
    shared: bool
    number: int


def decisions(session: Session, since: datetime | None) -> list[Decisions]:
    """Approvals and rejections that stand, by the day of the decision."""
    alike = (Suggestion.state, Suggestion.rank, Suggestion.reasons, Suggestion.share_reason)
    query = (
        select(*alike, func.count())
        .where(Suggestion.state.in_(DECIDED), _since(Suggestion.decided_at, since))
        .group_by(*alike)
    )
    return [Decisions(*row) for row in session.execute(query)]


class Introductions(NamedTuple):
    """Deals opened; of them introduced (both sides agreed) and still waiting for an answer."""

    opened: int
    introduced: int
    waiting: int


def introductions(session: Session, since: datetime | None) -> Introductions:
    """What became of the deals opened in the period."""
    query = select(func.count(), func.count(Deal.introduced_at), _number(Deal.state == DealState.INVITED))
    row = session.execute(query.select_from(Deal).where(_since(Deal.created_at, since))).one()
    return Introductions(row[0], row[1], int(row[2] or 0))


class Wait(NamedTuple):
    """When a need was first published, first got a suggestion, first led to an introduction."""

    published: datetime
    suggested: datetime | None
    introduced: datetime | None


def waits(session: Session, since: datetime | None) -> list[Wait]:
    """Every need first published in the period, whatever became of it.

    A need that is published again carries the later date itself; the first
    one stands in its versions.
    """
    versions = _earliest(
        RecordVersion.record_id,
        RecordVersion.created_at,
        RecordVersion.record_kind == RecordKind.NEED,
        RecordVersion.event == PUBLISHED,
    )
    suggestions = _earliest(Suggestion.need_id, Suggestion.created_at)
    introduced = _earliest(Deal.need_id, Deal.introduced_at)
    published = func.coalesce(versions.c.first, Need.published_at)
    query = (
        select(published, suggestions.c.first, introduced.c.first)
        .select_from(Need)
        .outerjoin(versions, versions.c.key == Need.id)
        .outerjoin(suggestions, suggestions.c.key == Need.id)
        .outerjoin(introduced, introduced.c.key == Need.id)
        .where(published.is_not(None), _since(published, since))
    )
    return [Wait(*row) for row in session.execute(query)]


def _earliest(key: Any, moment: Any, *conditions: ColumnElement[bool]) -> Any:
    return select(key.label("key"), func.min(moment).label("first")).where(*conditions).group_by(key).subquery()


class Stock(NamedTuple):
    """``number`` published listings of a kind; ``covered`` needs among them have a fair suggestion or better.

    ``region`` is the one the public may know: of a listing that does not show
    its county, the city's code.
    """

    kind: str
    field: str | None
    region: str
    number: int
    covered: int


def stock(session: Session, since: datetime | None) -> list[Stock]:
    """What is published now and was published in the period, by field and region."""
    good = (
        select(Suggestion.need_id)
        .where(Suggestion.level.in_(GOOD), Suggestion.state.not_in(DROPPED))
        .distinct()
        .subquery()
    )
    needs = _counted(RecordKind.NEED, _number(good.c.need_id.is_not(None)), since)
    needs = needs.outerjoin(good, good.c.need_id == Need.id)
    achievements = _counted(RecordKind.ACHIEVEMENT, literal(0), since)
    found: Iterable[Any] = session.execute(union_all(needs, achievements))
    return [Stock(row[0], row[1], row[2], row[3], int(row[4] or 0)) for row in found]


def _counted(kind: RecordKind, covered: Any, since: datetime | None) -> Select[Any]:
    model: type[Need | Achievement] = MODELS[kind]
    city = func.substr(model.region_code, 1, CITY_DIGITS).concat("00")
    region = case((model.disclosure == Disclosure.PUBLIC, model.region_code), else_=city)
    return (
        select(literal(kind.value, String), model.field_code, region.label(PLACE), func.count(), covered)
        .select_from(model)
        .where(model.state == PUBLISHED, _since(model.published_at, since))
        .group_by(model.field_code, PLACE)  # by its name: as an expression its parameters would be others
    )


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _since(moment: Any, since: datetime | None) -> ColumnElement[bool]:
    return true() if since is None else moment >= since
