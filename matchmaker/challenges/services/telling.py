"""Telling the issuer and the teams; while bids are sealed nobody is told anything of them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.challenges.models import Bid, Challenge
from matchmaker.core.i18n import N_
from matchmaker.deals.queries import speakers
from matchmaker.organizations.queries import officers_for

QUOTED = N_("榜题“%(title)s”。")
CASE = "/challenges/{id}/case"


def tell_issuer(
    session: Session, challenge: Challenge, kind: str, title: str, *, dedup_key: str, body: str = ""
) -> None:
    """Tell those who act for the issuer."""
    message = Message(kind, title, QUOTED % {"title": challenge.title} + body, CASE.format(id=challenge.id))
    notify(session, speakers(session, challenge.organization_id), message, dedup_key=dedup_key)


def tell_decision(session: Session, challenge: Challenge, action: str, title: str, reason: str = "") -> None:
    """Tell those who act for the issuer what was decided about the challenge, and why."""
    key = f"challenge:{challenge.id}:{action}:{challenge.version}"
    tell_issuer(session, challenge, f"challenge.{action}", title, dedup_key=key, body=reason.strip())


def tell_officers(session: Session, challenge: Challenge, action: str, title: str, reason: str = "") -> None:
    """Tell the officers of the challenge's region and of its city."""
    people = {
        *officers_for(session, challenge.region_code),
        *officers_for(session, challenge.city_code),
    }
    message = Message(
        f"challenge.{action}", title, QUOTED % {"title": challenge.title} + reason, CASE.format(id=challenge.id)
    )
    notify(session, people, message, dedup_key=f"challenge:{challenge.id}:{action}:o{challenge.version}")


def tell_team(session: Session, bid: Bid, kind: str, title: str, *, body: str = "") -> None:
    """Tell those who act for the team of an opened bid."""
    text = QUOTED % {"title": bid.challenge.title} + body
    key = f"{kind}:{bid.id}:{bid.version}"
    notify(session, speakers(session, bid.organization_id), Message(kind, title, text), dedup_key=key)
