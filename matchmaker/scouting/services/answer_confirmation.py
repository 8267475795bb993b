"""The unit's answer, by account, by link, or by a letter that an officer accepts."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.catalog.services import attach, reopen, unit_confirm, unit_decline
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.blobs import StoredBlob
from matchmaker.core.errors import Conflict, Forbidden, Invalid, NotFound
from matchmaker.core.i18n import N_
from matchmaker.organizations.queries import officers_for
from matchmaker.organizations.services import link_actor, read_link, use_link
from matchmaker.scouting.models import ConfirmationState, UnitConfirmation
from matchmaker.scouting.policies import PERMISSIONS, Permission
from matchmaker.scouting.queries.confirmations import LINK_PURPOSE, OPEN, record_of
from matchmaker.scouting.workflow import CONFIRMATION

NO_LETTER = N_("还没有上传单位授权书。")
NOTE_LENGTH = 500


class Channel(StrEnum):
    """How an answer came."""

    ACCOUNT = "account"
    LINK = "link"
    AUTHORISATION = "authorisation"


CHANNEL_LABELS = {
    Channel.ACCOUNT: N_("单位账号"),
    Channel.LINK: N_("一次性链接"),
    Channel.AUTHORISATION: N_("单位授权书，由对接联络员确认"),
}


def answer_confirmation(
    session: Session,
    row: UnitConfirmation,
    agreed: bool,  # noqa: FBT001 - the answer itself
    note: str = "",
    *,
    actor: Actor,
    channel: Channel,
    version: int | None = None,
) -> None:
    """Answer for the unit; the record goes to review, or back to the scout with ``note`` as the reason.

    By letter only an officer confirms, also after the time has run out.
    Raises Invalid for a refusal without a reason, Conflict when the question
    is answered already or the record has moved on.
    """
    if channel is Channel.AUTHORISATION:
        _check_letter(row, agreed=agreed)
    elif row.state == ConfirmationState.WAITING and row.expires_at <= clock.now():
        raise Conflict(N_("答复期限已过，请联系给您发来登记的情报员。"))
    note = note.strip()
    if not agreed and not note:
        raise Invalid(fields={"note": [N_("请写明不同意的原因，情报员据此修改。")]})
    values = {
        "channel": channel.value,
        "answered_at": clock.now(),
        "answered_by": actor.user_id,
        "answer_note": note[:NOTE_LENGTH],
    }
    CONFIRMATION.apply(session, row, _action(agreed, channel), actor=actor, reason=note, version=version, values=values)
    record = record_of(session, row)
    if agreed:
        unit_confirm(session, record, actor=actor)
    else:
        unit_decline(session, record, actor=actor, reason=note)


def answer_by_link(session: Session, token: str, agreed: bool, note: str = "") -> UnitConfirmation:  # noqa: FBT001
    """Spend the link and answer for its organisation.

    Raises NotFound for a link that is unknown, used or expired, and what
    ``answer_confirmation`` raises; then the link stays good.
    """
    link = read_link(session, token, LINK_PURPOSE)
    row = session.get(UnitConfirmation, link.subject_id)
    if row is None:
        raise NotFound
    actor = link_actor(link)
    use_link(session, link)
    answer_confirmation(session, row, agreed, note, actor=actor, channel=Channel.LINK)
    return row


def add_authorisation(session: Session, row: UnitConfirmation, stored: StoredBlob, *, actor: Actor) -> None:
    """Put the unit's letter with the record; an officer then confirms on its strength."""
    PERMISSIONS.require(actor, Permission.CONFIRMATION_MANAGE, row)
    if row.state not in OPEN:
        raise Conflict(N_("这次确认已经有了结果。"))
    record = record_of(session, row)
    row.attachment_id = attach(session, record, actor=actor, stored=stored, purpose="authorization").id
    session.flush()
    message = Message(
        "confirmation.letter",
        N_("请核对单位授权书：{title}").format(title=record.title),
        N_("情报员上传了{name}的授权书，核对后可凭授权书确认登记。").format(name=row.organization.name),
        f"/confirmations/{row.id}",
    )
    people = [person for person in officers_for(session, row.region_code) if person != actor.user_id]
    notify(session, people, message, dedup_key=_key(row, "letter"))


def cancel_confirmation(session: Session, row: UnitConfirmation, *, actor: Actor, version: int | None = None) -> None:
    """Wait no longer: the record becomes a draft again. After the time has run out the officer decides."""
    waits = row.state == ConfirmationState.WAITING
    CONFIRMATION.apply(session, row, "cancel" if waits else "give_up", actor=actor, version=version)
    record = record_of(session, row)
    if record.state == "proposed":
        reopen(session, record, actor=actor)
    if row.scout_id != actor.user_id:
        message = Message(
            "confirmation.cancelled",
            N_("单位未确认，已改回草稿：{title}").format(title=record.title),
            N_("{name}没有答复。与单位沟通后可以修改并重新请其确认。").format(name=row.organization.name),
            f"/confirmations/{row.id}",
        )
        notify(session, [row.scout_id], message, dedup_key=_key(row, "cancelled"))


def _check_letter(row: UnitConfirmation, *, agreed: bool) -> None:
    if not agreed:
        raise Forbidden
    if row.state not in OPEN:
        raise Conflict
    if row.attachment_id is None:
        raise Invalid(fields={"file": [NO_LETTER]})


def _action(agreed: bool, channel: Channel) -> str:  # noqa: FBT001
    if channel is Channel.AUTHORISATION:
        return "authorise"
    return "confirm" if agreed else "decline"


def _key(row: UnitConfirmation, event: str) -> str:
    return f"confirmation:{row.id}:{row.version}:{event}"
