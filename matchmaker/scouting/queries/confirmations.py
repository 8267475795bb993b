"""What units are asked, and who may answer for them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User, UserState
from matchmaker.accounts.tokens import token_hash
from matchmaker.catalog.contents import Record, kind_of
from matchmaker.catalog.models import Achievement, Need, RecordKind
from matchmaker.catalog.queries import get_record
from matchmaker.core import clock
from matchmaker.core.authz import Actor, Role
from matchmaker.organizations.models import OneTimeLink, RoleGrant
from matchmaker.organizations.queries import in_region
from matchmaker.scouting.models import ConfirmationState, UnitConfirmation
from matchmaker.scouting.policies import VOICES

LINK_PURPOSE = "unit_confirmation"
LONGEST_TOKEN = 100
OPEN = (ConfirmationState.WAITING, ConfirmationState.EXPIRED)
MODELS = {RecordKind.ACHIEVEMENT: Achievement, RecordKind.NEED: Need}


def voices(session: Session, organization_id: int) -> list[int]:
    """Ids of the active people who may answer for an organisation today."""
    today = clock.today()
    query = (
        select(RoleGrant.user_id)
        .join(User, User.id == RoleGrant.user_id)
        .where(
            RoleGrant.organization_id == organization_id,
            RoleGrant.role.in_(VOICES),
            or_(RoleGrant.starts_on.is_(None), RoleGrant.starts_on <= today),
            or_(RoleGrant.ends_on.is_(None), RoleGrant.ends_on >= today),
            User.state == UserState.ACTIVE,
        )
    )
    return sorted(set(session.scalars(query)))


def record_of(session: Session, confirmation: UnitConfirmation) -> Record:
    """The record the question is about."""
    return get_record(session, RecordKind(confirmation.record_kind), confirmation.record_id)


def open_for(session: Session, record: Record) -> list[UnitConfirmation]:
    """The questions about ``record`` that wait, or wait for an officer."""
    query = select(UnitConfirmation).where(
        UnitConfirmation.record_kind == kind_of(record).value,
        UnitConfirmation.record_id == record.id,
        UnitConfirmation.state.in_(OPEN),
    )
    return list(session.scalars(query))


def latest_for(session: Session, kind: RecordKind, record_id: int) -> UnitConfirmation | None:
    """The last question asked about a record."""
    query = select(UnitConfirmation).where(
        UnitConfirmation.record_kind == kind.value, UnitConfirmation.record_id == record_id
    )
    return session.scalars(query.order_by(UnitConfirmation.id.desc()).limit(1)).first()


def concerning(actor: Actor) -> Select[UnitConfirmation]:
    """The questions ``actor`` may know of: asked, to be answered or overseen by them; newest first."""
    return (
        select(UnitConfirmation)
        .where(_concerns(actor))
        .order_by(UnitConfirmation.created_at.desc(), UnitConfirmation.id.desc())
    )


def _concerns(actor: Actor) -> ColumnElement[bool]:
    ways: list[ColumnElement[bool]] = [false()]
    if actor.has(Role.SCOUT):
        ways.append(UnitConfirmation.scout_id == actor.user_id)
    if actor.has(*VOICES):
        ways.append(UnitConfirmation.organization_id.in_(actor.organization_ids))
    if actor.has(Role.OFFICER):
        ways.append(in_region(UnitConfirmation.region_code, actor.region_codes))
    return or_(*ways)


def titles(session: Session, rows: Iterable[UnitConfirmation]) -> dict[tuple[str, int], str]:
    """(kind, record id) → the record's name, in at most two statements."""
    found: dict[tuple[str, int], str] = {}
    listed = list(rows)
    for kind, model in MODELS.items():
        ids = {row.record_id for row in listed if row.record_kind == kind}
        if ids:
            query = select(model.id, model.title).where(model.id.in_(ids))
            found |= {(kind.value, row.id): row.title for row in session.execute(query)}
    return found


def past_due(session: Session) -> list[int]:
    """Ids of the questions that wait longer than they may."""
    query = select(UnitConfirmation.id).where(
        UnitConfirmation.state == ConfirmationState.WAITING, UnitConfirmation.expires_at <= clock.now()
    )
    return list(session.scalars(query.order_by(UnitConfirmation.id)))


def pointless(session: Session) -> list[int]:
    """Ids of open questions about records that no longer wait for an answer."""
    found: set[int] = set()
    for kind, model in MODELS.items():
        query = (
            select(UnitConfirmation.id)
            .outerjoin(model, and_(model.id == UnitConfirmation.record_id, model.state == "proposed"))
            .where(UnitConfirmation.record_kind == kind.value, UnitConfirmation.state.in_(OPEN), model.id.is_(None))
        )
        found |= set(session.scalars(query))
    return sorted(found)


def link_of(session: Session, token: str) -> OneTimeLink | None:
    """The link of ``token``, used and expired ones too."""
    query = select(OneTimeLink).where(
        OneTimeLink.token_hash == token_hash(token[:LONGEST_TOKEN]), OneTimeLink.purpose == LINK_PURPOSE
    )
    return session.scalars(query).one_or_none()
