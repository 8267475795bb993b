"""Finding published listings: one statement for a search and all its counts.

``candidates`` reads, for every listing that a query meets, the few values that
filters, counts and sorting need; filtering and counting happen in Python
(``facets``), because a value that stands in a list, or that a masked listing
keeps to itself, makes SQL for eight groups on two databases dearer than one
narrow scan. Values that the public may not read are NULL in the statement
already.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    String,
    Text,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased, joinedload

from matchmaker.catalog.contents import Record
from matchmaker.catalog.disclosure import listed
from matchmaker.catalog.models import Achievement, Attachment, Disclosure, Need, RecordKind, SearchEntry
from matchmaker.catalog.queries import MODELS
from matchmaker.catalog.search.fulltext import FullText, full_text
from matchmaker.catalog.search.tokens import Query
from matchmaker.core.regions import CITY_DIGITS
from matchmaker.organizations.models import Region

MOST_NEAR = 200
TRL_EVIDENCE, CERTIFICATE = "trl_evidence", "evaluation"


class Candidate(NamedTuple):
    """What filters, counts and sorting know of a listing.

    ``modes`` is the JSON text of transfer or cooperation modes, ``price`` in
    分 the least that is asked or the budget, ``band`` a stated budget band,
    ``score`` how well the title meets the query. What a masked listing does
    not show is None, its ``region`` the city's code.
    """

    kind: str
    id: int
    is_open: bool
    field: str | None
    industry: str | None
    region: str
    trl: int | None
    price: int | None
    band: str | None
    modes: str | None
    title_key: str | None
    score: int


def candidates(
    session: Session,
    kinds: Iterable[RecordKind],
    query: Query,
    *,
    since: datetime | None = None,
    limit: int | None = None,
) -> list[Candidate]:
    """All public listings of ``kinds`` that meet ``query`` (all words), newest first. One statement.

    ``since``: those that were published then or later; ``limit``: the newest only.
    """
    index = full_text(session)
    selects = [_meeting(index, kind, query) for kind in kinds]
    if since is not None:
        selects = [each.where(each.selected_columns.published_at >= since) for each in selects]
    return _run(session, selects, limit)


def near_candidates(session: Session, kinds: Iterable[RecordKind], query: Query) -> list[Candidate]:
    """Listings that meet part of ``query``, best first: at most MOST_NEAR, and at least half as near as the best.

    One statement.
    """
    index = full_text(session)
    found = _run(session, [_near(index, kind, query) for kind in kinds], MOST_NEAR, best_first=True)
    return [each for each in found if each.score * 2 >= found[0].score]


def _run(
    session: Session, selects: list[Select[Any]], limit: int | None, *, best_first: bool = False
) -> list[Candidate]:
    found = union_all(*selects).subquery()
    order = [found.c.published_at.desc(), found.c.id.desc()]
    if best_first:
        order.insert(0, found.c.score.desc())
    statement = select(*(found.c[name] for name in Candidate._fields)).order_by(*order).limit(limit)
    # The connection's own rows, as there are no objects to load: half the time.
    return [Candidate(*row) for row in session.connection().execute(statement)]


def _meeting(index: FullText, kind: RecordKind, query: Query) -> Select[Any]:
    if not query:
        return _values(kind, literal(0, Integer))
    terms = list(dict.fromkeys(term for word in query.words for term in word.terms))
    score = _in_title(terms)
    if len(query.words) > 1:
        score += 2 * _in_title(query.phrase)
    return _of_entries(kind, score, _once(index.meeting(word.choices for word in query.words), kind))


def _near(index: FullText, kind: RecordKind, query: Query) -> Select[Any]:
    """The score is the number of the query's groups that an entry holds."""
    found = union_all(*(index.meeting([[group]]) for group in query.near)).subquery()
    hits = _once(select(found.c.id, func.count().label("score")).group_by(found.c.id), kind)
    return _of_entries(kind, hits.c.score, hits)


def _in_title(terms: Iterable[str]) -> ColumnElement[int]:
    """1 where the title holds all terms. They are letters and digits: nothing to escape."""
    return case((and_(*(SearchEntry.title_tokens.like(f"% {term} %") for term in terms)), 1), else_=0)


def _once(ids: Select[Any], kind: RecordKind) -> CTE:
    """The hits as a table of their own: left to itself, SQLite would search the index for each record."""
    return ids.cte(f"{kind.value}_hits").prefix_with("MATERIALIZED")


def _of_entries(kind: RecordKind, score: ColumnElement[int], hits: CTE) -> Select[Any]:
    model = MODELS[kind]
    return (
        _values(kind, score)
        .join(
            SearchEntry,
            and_(
                SearchEntry.record_kind == kind.value,
                SearchEntry.record_id == model.id,
                # Written for another disclosure, an entry may hold words that are no longer to be read.
                SearchEntry.disclosure == model.disclosure,
            ),
        )
        .join(hits, hits.c.id == SearchEntry.id)
    )


def _values(kind: RecordKind, score: ColumnElement[int]) -> Select[Any]:
    model = MODELS[kind]
    is_open = model.disclosure == Disclosure.PUBLIC.value

    def shown(column: ColumnElement[Any] | Any) -> ColumnElement[Any]:
        return case((is_open, column), else_=null())

    own = _own_values(kind)
    return (
        select(
            literal(kind.value, String).label("kind"),
            model.id.label("id"),
            is_open.label("is_open"),
            model.field_code.label("field"),
            shown(model.industry_code).label("industry"),
            case((is_open, model.region_code), else_=_city(model)).label("region"),
            *(shown(column).label(name) for name, column in own.items()),
            shown(model.title_key).label("title_key"),
            score.label("score"),
            model.published_at.label("published_at"),
        )
        .select_from(model)
        .where(listed(model))
    )


def _own_values(kind: RecordKind) -> dict[str, Any]:
    if kind is RecordKind.NEED:
        return {
            "trl": cast(null(), Integer),
            "price": Need.budget,
            "band": Need.budget_band,
            "modes": cast(Need.cooperation_modes, Text),
        }
    return {
        "trl": Achievement.trl,
        "price": func.coalesce(Achievement.price_min, Achievement.price_max),
        "band": cast(null(), String),
        "modes": cast(Achievement.transfer_modes, Text),
    }


class Found(NamedTuple):
    """A listing for a card; ``evidenced``: a file proves its maturity."""

    row: Record
    evidenced: bool


def rows(session: Session, wanted: Iterable[Candidate]) -> list[Found]:
    """The listings of ``wanted`` in that order, without those gone meanwhile. One statement for each kind."""
    order = [(candidate.kind, candidate.id) for candidate in wanted]
    found: dict[tuple[str, int], Found] = {}
    for kind in RecordKind:
        ids = [key for name, key in order if name == kind.value]
        if ids:
            found.update({(kind.value, each.row.id): each for each in _load(session, kind, ids)})
    return [found[key] for key in order if key in found]


def newest(session: Session, kind: RecordKind, count: int) -> list[Found]:
    """The ``count`` listings that were published last, the latest first. One statement."""
    model = MODELS[kind]
    order = (model.published_at.desc(), model.id.desc())
    found = _load(session, kind, select(model.id).where(listed(model)).order_by(*order).limit(count))
    return sorted(found, key=lambda each: (each.row.published_at, each.row.id), reverse=True)


def _load(session: Session, kind: RecordKind, ids: list[int] | Select[Any]) -> list[Found]:
    model: Any = MODELS[kind]
    statement = (
        select(model, has_file(kind, TRL_EVIDENCE))
        .where(model.id.in_(ids), listed(model))
        .options(joinedload(model.indicators))
    )
    return [Found(*row) for row in session.execute(statement).unique()]


def has_file(kind: RecordKind, purpose: str) -> ColumnElement[bool]:
    """The condition that a record of ``kind`` has a file for ``purpose``."""
    model = MODELS[kind]
    return exists().where(
        Attachment.record_kind == kind.value, Attachment.record_id == model.id, Attachment.purpose == purpose
    )


def region_names(session: Session) -> dict[str, str]:
    """Code → name of every region. One statement."""
    return {row.code: row.name for row in session.execute(select(Region.code, Region.name))}


class Detail(NamedTuple):
    """A listing with its rows, those of its files that are public or prove something, and region names."""

    row: Record
    attachments: tuple[Attachment, ...]
    names: dict[str, str]


def get(session: Session, kind: RecordKind, key: int) -> Detail | None:
    """One listing, whatever its state and disclosure. One statement."""
    model: Any = MODELS[kind]
    own, city = aliased(Region), aliased(Region)
    rights = [joinedload(Achievement.ip_rights)] if kind is RecordKind.ACHIEVEMENT else []
    statement = (
        select(model, Attachment, own, city)
        .where(model.id == key)
        .outerjoin(
            Attachment,
            and_(
                Attachment.record_kind == kind.value,
                Attachment.record_id == model.id,
                or_(Attachment.is_public, Attachment.purpose.in_((TRL_EVIDENCE, CERTIFICATE))),
            ),
        )
        .join(own, own.code == model.region_code)
        .outerjoin(city, city.code == _city(model))
        .order_by(Attachment.id)
        .options(joinedload(model.indicators), *rights)
    )
    found = session.execute(statement).unique().all()
    if not found:
        return None
    regions = [region for region in found[0][2:] if region is not None]
    files = tuple(each[1] for each in found if each[1] is not None)
    return Detail(found[0][0], files, {region.code: region.name for region in regions})


def _city(model: Any) -> ColumnElement[str]:
    """The code of the city a listing lies in, as ``core.regions.city_of``."""
    code: ColumnElement[str] = func.substr(model.region_code, 1, CITY_DIGITS).concat("00")
    return code


def open_rows(session: Session, kind: RecordKind, ids: list[int]) -> list[Record]:
    """Those of ``ids`` that everybody may read in full, in that order. At most one statement."""
    if not ids:
        return []
    model: Any = MODELS[kind]
    query = select(model).where(model.id.in_(ids), listed(model), model.disclosure == Disclosure.PUBLIC.value)
    found = {row.id: row for row in session.scalars(query)}
    return [found[key] for key in ids if key in found]
