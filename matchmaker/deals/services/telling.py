"""Telling the sides and the officers of a deal."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify, send_mail
from matchmaker.deals.models import Deal, Side
from matchmaker.deals.queries import speakers
from matchmaker.organizations.queries import officers_for


def page_of(deal: Deal) -> str:
    """The path of the deal's page."""
    return f"/deals/{deal.id}"


def tell_side(session: Session, deal: Deal, side: Side, message: Message, *, dedup_key: str) -> bool:
    """Tell those who speak for ``side``; without accounts, its contact's mail box, without the address.

    Returns False when neither is there and only the phone is left.
    """
    people = speakers(session, deal.organization_id(side))
    if people:
        notify(session, people, message, dedup_key=dedup_key)
        return True
    mail_box = deal.record(side).organization.contact_email
    if mail_box:
        send_mail(session, mail_box, Message(message.kind, message.title, message.body), dedup_key=dedup_key)
    return bool(mail_box)


def tell_officers(
    session: Session, deal: Deal, message: Message, *, dedup_key: str, region_code: str | None = None, but: int | None
) -> None:
    """Tell the officers of the deal's region (or of ``region_code``) and who opened it, except ``but``."""
    people = set(officers_for(session, region_code or deal.region_code))
    if region_code is None and deal.opened_by is not None:
        people.add(deal.opened_by)
    notify(session, people - {but}, message, dedup_key=dedup_key)
