"""A unit's answer to what a scout entered about it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.catalog import search, versions
from matchmaker.catalog.contents import Record, kind_of
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.policies import PERMISSIONS, Permission
from matchmaker.catalog.services.announce import own_page, tell_officers
from matchmaker.catalog.services.submit_record import check_complete, review_due
from matchmaker.catalog.workflow import WORKFLOWS
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Forbidden
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version
from matchmaker.organizations.queries import members

CONFIRM = {RecordKind.NEED: Permission.NEED_CONFIRM, RecordKind.ACHIEVEMENT: Permission.ACHIEVEMENT_CONFIRM}


def propose(session: Session, row: Record, *, actor: Actor, version: int | None = None, tell: bool = True) -> None:
    """Ask the unit to confirm; the record must be complete, for it goes on to review from there.

    People of the unit with an account are told unless ``tell`` is off:
    ``scouting``, which also knows how to ask a unit without one, tells them itself.
    """
    check_complete(row)
    WORKFLOWS[kind_of(row)].apply(session, row, "propose", actor=actor, version=version, values={"state_reason": ""})
    versions.keep(session, row, "proposed", actor=actor)
    if not tell:
        return
    message = Message(f"{kind_of(row)}.proposed", f"请确认登记：{row.title}", "", own_page(row))
    people = members(session, row.organization_id)
    notify(session, people, message, dedup_key=f"{kind_of(row)}.proposed:{row.id}:{row.version}")


def unit_confirm(session: Session, row: Record, *, actor: Actor, version: int | None = None) -> None:
    """The unit agrees: on to the officer. What it read, masked text included, it has approved."""
    moment = clock.now()
    values = {"submitted_at": moment, "review_due_at": review_due(session, row), "state_reason": ""}
    if row.masked_text:
        values["masked_approved_at"] = moment
    WORKFLOWS[kind_of(row)].apply(session, row, "unit_confirm", actor=actor, version=version, values=values)
    versions.keep(session, row, "submitted", actor=actor)
    tell_officers(session, row, "submitted", N_("待审核：{title}"))
    _tell_scout(session, row, "confirmed", N_("单位已确认：{title}"))


def unit_decline(session: Session, row: Record, *, actor: Actor, reason: str, version: int | None = None) -> None:
    """The unit does not agree: back to the scout with the reason."""
    values = {"state_reason": reason.strip()}
    WORKFLOWS[kind_of(row)].apply(
        session, row, "unit_decline", actor=actor, reason=reason, version=version, values=values
    )
    _tell_scout(session, row, "declined", N_("单位未同意登记：{title}"), reason.strip())


def approve_masked(session: Session, row: Record, *, actor: Actor, version: int | None = None) -> None:
    """The owner agrees that the masked text, written by somebody else, may be public."""
    kind = kind_of(row)
    PERMISSIONS.require(actor, CONFIRM[kind], row)
    check_version(row, version)
    if row.organization_id not in actor.organization_ids and not actor.is_system:
        raise Forbidden
    if not row.masked_text:
        raise Conflict
    row.masked_approved_at = clock.now()
    audit.record(session, actor, f"{kind}.masked_approved", kind.value, row.id)
    session.flush()
    search.index_record(session, row)


def _tell_scout(session: Session, row: Record, event: str, title: str, body: str = "") -> None:
    people = [person for person in (row.scout_id, row.entered_by) if person is not None]
    message = Message(f"{kind_of(row)}.{event}", title.format(title=row.title), body, own_page(row))
    notify(session, people, message, dedup_key=f"{kind_of(row)}.{event}:{row.id}:{row.version}")
