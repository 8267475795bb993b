"""Reading listings: what is public, who may see what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union_all
from sqlalchemy.orm import Session

from matchmaker.catalog import disclosure
from matchmaker.catalog.contents import Record, kind_of
from matchmaker.catalog.freshness import months_after
from matchmaker.catalog.models import (
    Achievement,
    Attachment,
    Need,
    RecordKind,
    Refinement,
)
from matchmaker.catalog.policies import PERMISSIONS, Permission
from matchmaker.core import clock
from matchmaker.core.authz import Actor, Role
from matchmaker.organizations.queries import setting
from matchmaker.sheets.models import SheetImport

MODELS: dict[RecordKind, type[Achievement | Need]] = {
    RecordKind.ACHIEVEMENT: Achievement,
    RecordKind.NEED: Need,
}
_READERS = {
    RecordKind.NEED: (
        Permission.NEED_EDIT,
        Permission.NEED_CONFIRM,
        Permission.NEED_REVIEW,
        Permission.NEED_REFINE,
    ),
    RecordKind.ACHIEVEMENT: (
        Permission.ACHIEVEMENT_EDIT,
        Permission.ACHIEVEMENT_CONFIRM,
        Permission.ACHIEVEMENT_REVIEW,
    ),
}


def get_record(session: Session, kind: RecordKind, key: int) -> Record:
    """The record that must exist, loaded by id within a transaction."""
    return session.get_one(Need, key) if kind is RecordKind.NEED else session.get_one(Achievement, key)


def public_achievements() -> Select[Achievement]:
    """Achievements that everybody may find (in full or masked), newest first."""
    order = (Achievement.published_at.desc(), Achievement.id.desc())
    return select(Achievement).where(disclosure.listed(Achievement)).order_by(*order)


def public_needs() -> Select[Need]:
    """Needs that everybody may find (in full or masked), newest first."""
    return select(Need).where(disclosure.listed(Need)).order_by(Need.published_at.desc(), Need.id.desc())


def sees_all(actor: Actor, row: Record) -> bool:
    """Whether ``actor`` may read the whole record: its own people, its scout, its officers."""
    return any(PERMISSIONS.allows(actor, permission, row) for permission in _READERS[kind_of(row)])


def visible(actor: Actor, row: Record) -> bool:
    """Whether ``actor`` may know of ``row``: in whole, or what everybody may."""
    return disclosure.is_listed(row) or sees_all(actor, row)


def public_text(row: Record) -> str:
    """All running text of ``row`` that everybody may read; "" when that is nothing.

    Of a masked record only the masked text, once the owner approved it.
    """
    return "\n".join(part for part in (disclosure.public_title(row), disclosure.public_body(row)) if part)


def attachments(session: Session, kind: RecordKind, record_id: int) -> Sequence[Attachment]:
    """The files of a record in the order they came."""
    query = select(Attachment).where(Attachment.record_kind == kind.value, Attachment.record_id == record_id)
    return session.scalars(query.order_by(Attachment.id)).all()


def mine(kind: RecordKind, actor: Actor) -> Select[Record]:
    """The records of this kind that ``actor`` looks after as owner, author or scout; newest first."""
    model: type[Any] = MODELS[kind]
    return select(model).where(or_(*_all_parts(model, actor))).order_by(model.updated_at.desc(), model.id.desc())


def page_of_mine(
    session: Session, kind: RecordKind, actor: Actor, states: Iterable[str], *, limit: int, offset: int
) -> Sequence[Record]:
    """A page of ``mine`` in ``states``, those that ``count_mine`` names for all.

    Of a unit's records only as many keys are read as lie before the page's
    end, state by state from the index's; of wide rows only the page's own.
    One statement.
    """
    model: type[Any] = MODELS[kind]
    wanted, keys = list(states), (model.id, model.updated_at)
    newest = (model.updated_at.desc(), model.id.desc())
    units, others = _parts_of_mine(model, actor)
    parts = [select(*keys).where(part, model.state.in_(wanted)) for part in others]
    for unit, state in product(sorted(units), wanted):
        first = select(*keys).where(model.organization_id == unit, model.state == state).order_by(*newest)
        parts.append(select(*first.limit(offset + limit).subquery().c))
    found = union_all(*parts).subquery()
    chosen = select(found.c.id).order_by(found.c.updated_at.desc(), found.c.id.desc()).limit(limit).offset(offset)
    page = chosen.subquery()
    return session.scalars(select(model).join(page, page.c.id == model.id).order_by(*newest)).unique().all()


def count_mine(session: Session, kind: RecordKind, actor: Actor) -> dict[str, int]:
    """State → number of ``mine``. One statement."""
    model: type[Any] = MODELS[kind]
    parts = (
        select(model.state.label("state"), func.count().label("number")).where(part).group_by(model.state)
        for part in _all_parts(model, actor)
    )
    found = union_all(*parts).subquery()
    query = select(found.c.state, func.sum(found.c.number)).group_by(found.c.state)
    return {row[0]: int(row[1]) for row in session.execute(query)}


def _parts_of_mine(model: type[Any], actor: Actor) -> tuple[frozenset[int], list[ColumnElement[bool]]]:
    """The units whose records are all ``mine``, and conditions for the rest; no record meets two of them."""
    units = actor.organization_ids if actor.has(Role.UNIVERSITY_OFFICE, Role.ENTERPRISE) else frozenset[int]()
    elsewhere = (model.organization_id.not_in(units),) if units else ()
    typed_by_others = or_(model.entered_by.is_(None), model.entered_by != actor.user_id)
    return units, [
        and_(model.entered_by == actor.user_id, *elsewhere),
        and_(model.scout_id == actor.user_id, typed_by_others, *elsewhere),
    ]


def _all_parts(model: type[Any], actor: Actor) -> list[ColumnElement[bool]]:
    units, others = _parts_of_mine(model, actor)
    return [model.organization_id.in_(units), *others] if units else others


def refinements(session: Session, need_id: int) -> Sequence[Refinement]:
    """All refined texts offered for a need, newest first."""
    return session.scalars(select(Refinement).where(Refinement.need_id == need_id).order_by(Refinement.id.desc())).all()


def past_term(session: Session, kind: RecordKind, *, only: int | None = None) -> list[int]:
    """Ids of published records whose term is over (``only``: just this one, if it is)."""
    model = MODELS[kind]
    query = select(model.id).where(model.state == "published", model.expires_at <= clock.now())
    return list(session.scalars((query if only is None else query.where(model.id == only)).order_by(model.id)))


def due_for_confirmation(session: Session, kind: RecordKind, actor: Actor | None = None) -> list[int]:
    """Ids of published records last confirmed longer ago than ``freshness.confirm_months`` of their region.

    With ``actor`` only those that the actor looks after (``mine``).
    """
    model = MODELS[kind]
    published = and_(model.state == "published", *([or_(*_all_parts(model, actor))] if actor is not None else []))
    found: list[int] = []
    for region in session.scalars(select(model.region_code).where(published).distinct()).all():
        months = int(setting(session, "freshness.confirm_months", region))
        query = select(model.id).where(
            published, model.region_code == region, model.confirmed_at <= months_after(clock.now(), -months)
        )
        found += session.scalars(query.order_by(model.id))
    return found


def known_blobs(session: Session) -> set[str]:
    """The paths of all blobs that an attachment or an uploaded table speaks of."""
    return set(session.scalars(union_all(select(Attachment.blob), select(SheetImport.blob))))
