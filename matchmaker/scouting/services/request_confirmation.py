"""Asking a unit whether what a scout entered about it may go to review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify, send_mail
from matchmaker.catalog.contents import Record
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.services import propose
from matchmaker.core import clock
from matchmaker.core.authz import Actor, system_actor
from matchmaker.core.errors import Conflict, Forbidden
from matchmaker.core.i18n import N_
from matchmaker.organizations.queries import setting
from matchmaker.organizations.services import issue_link
from matchmaker.scouting import texts
from matchmaker.scouting.models import ConfirmationState, UnitConfirmation
from matchmaker.scouting.policies import PERMISSIONS, Permission
from matchmaker.scouting.queries.confirmations import LINK_PURPOSE, open_for, record_of, voices
from matchmaker.scouting.workflow import CONFIRMATION

PLATFORM = system_actor("scouting")
HAS_ACCOUNT = N_("该单位有账号，请其登录后答复，不需要链接。")
NOT_WAITING = N_("这次确认已经有了结果，不再需要链接。")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and, for a unit without an account and mail box, the path to pass on."""

    confirmation: UnitConfirmation
    path: str = ""


def request_confirmation(
    session: Session,
    kind: RecordKind,
    record: Record,
    *,
    actor: Actor,
    send_to: str = "",
    version: int | None = None,
) -> Asked:
    """Ask the unit of ``record``, which then waits as 线索 (state proposed).

    People with an account are told; a unit without gets a link by mail at its
    contact's address (``send_to`` where none is known), or the path is handed
    to the scout. Raises Invalid for what the record lacks, Conflict unless it
    is a draft or was returned, StaleVersion as usual.
    """
    for old in open_for(session, record):
        CONFIRMATION.apply(session, old, "cancel" if _waits(old) else "give_up", actor=PLATFORM)
    row = UnitConfirmation(
        record_kind=kind.value,
        record_id=record.id,
        organization_id=record.organization_id,
        region_code=record.region_code,
        scout_id=_scout_of(record, actor),
        expires_at=_term(session, record.region_code),
    )
    PERMISSIONS.require(actor, Permission.CONFIRMATION_MANAGE, row)
    propose(session, record, actor=actor, version=version, tell=False)
    CONFIRMATION.begin(session, row, actor=actor, record=f"{kind}:{record.id}")
    return ask(session, row, record, actor=actor, send_to=send_to)


def ask(session: Session, row: UnitConfirmation, record: Record, *, actor: Actor, send_to: str = "") -> Asked:
    """Tell the unit, by the way it can be reached."""
    until = clock.china_date(row.expires_at - timedelta(seconds=1))
    title, body = texts.subject(record), texts.question(record, row.scout.name, until)
    key = f"confirmation:{row.id}:{row.version}:asked"
    people = voices(session, row.organization_id)
    if people:
        notify(session, people, Message("confirmation.asked", title, body, f"/confirmations/{row.id}"), dedup_key=key)
        return Asked(row)
    mail_box = record.organization.contact_email or send_to
    path = _link(session, row, sent_to=mail_box, actor=actor)
    if not mail_box:
        return Asked(row, path)
    send_mail(session, mail_box, Message("confirmation.asked", title, body, path), dedup_key=key)
    return Asked(row)


def fresh_link(session: Session, row: UnitConfirmation, *, actor: Actor) -> str:
    """A new path for the scout or officer to pass on; an older one of this question ends.

    Raises Conflict when nothing is awaited, or when the unit has an account and must use it.
    """
    PERMISSIONS.require(actor, Permission.CONFIRMATION_MANAGE, row)
    if not _waits(row) or row.expires_at <= clock.now():
        raise Conflict(NOT_WAITING)
    if voices(session, row.organization_id):
        raise Conflict(HAS_ACCOUNT)
    return _link(session, row, sent_to="", actor=actor)


def renew_confirmation(session: Session, row: UnitConfirmation, *, actor: Actor, version: int | None = None) -> Asked:
    """Ask once more after the time has run out; the officer's decision."""
    record = record_of(session, row)
    if record.state != "proposed":
        raise Conflict(NOT_WAITING)
    values = {"expires_at": _term(session, row.region_code)}
    CONFIRMATION.apply(session, row, "renew", actor=actor, version=version, values=values)
    return ask(session, row, record, actor=actor)


def _link(session: Session, row: UnitConfirmation, *, sent_to: str, actor: Actor) -> str:
    left = (row.expires_at - clock.now()) / timedelta(days=1)
    link, token = issue_link(
        session,
        purpose=LINK_PURPOSE,
        subject_kind="unit_confirmation",
        subject_id=row.id,
        organization_id=row.organization_id,
        sent_to=sent_to,
        days=max(1, round(left)),
        actor=actor,
    )
    row.link_id = link.id
    session.flush()
    return f"/confirm/{token}"


def _term(session: Session, region_code: str) -> datetime:
    return clock.now() + timedelta(days=int(setting(session, "confirmation.link_days", region_code)))


def _scout_of(record: Record, actor: Actor) -> int:
    person = record.scout_id or record.entered_by or actor.user_id
    if person is None:
        raise Forbidden
    return person


def _waits(row: UnitConfirmation) -> bool:
    return row.state == ConfirmationState.WAITING
