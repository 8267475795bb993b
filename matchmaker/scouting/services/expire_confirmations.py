"""Questions that ran out of time, and those whose record has moved on."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.core import clock
from matchmaker.core.authz import system_actor
from matchmaker.core.i18n import N_
from matchmaker.organizations.queries import officers_for
from matchmaker.scouting.models import ConfirmationState, UnitConfirmation
from matchmaker.scouting.queries.confirmations import OPEN, record_of
from matchmaker.scouting.workflow import CONFIRMATION

PLATFORM = system_actor("scouting")


def expire_confirmation(session: Session, confirmation_id: int) -> None:
    """Mark one as expired, if it is; the officer decides what next, the scout is told."""
    row = session.get(UnitConfirmation, confirmation_id)
    if row is None or row.state != ConfirmationState.WAITING or row.expires_at > clock.now():
        return
    record = record_of(session, row)
    CONFIRMATION.apply(session, row, "expire", actor=PLATFORM)
    message = Message(
        "confirmation.expired",
        N_("单位逾期未确认：{title}").format(title=record.title),
        N_("{name}在期限内没有答复。对接联络员可以重新请其确认、凭授权书确认，或退给情报员。").format(
            name=row.organization.name
        ),
        f"/confirmations/{row.id}",
    )
    people = {*officers_for(session, row.region_code), row.scout_id}
    notify(session, people, message, dedup_key=f"confirmation:{row.id}:{row.version}:expired")


def drop_pointless(session: Session, confirmation_id: int) -> None:
    """End a question about a record that was withdrawn or made a draft again."""
    row = session.get(UnitConfirmation, confirmation_id)
    if row is None or row.state not in OPEN or record_of(session, row).state == "proposed":
        return
    waits = row.state == ConfirmationState.WAITING
    CONFIRMATION.apply(session, row, "cancel" if waits else "give_up", actor=PLATFORM)
