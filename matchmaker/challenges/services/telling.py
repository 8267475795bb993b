"""Telling the issuer and the teams; while bids are sealed nobody is told anything of them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.challenges.models import Bid, Challenge
from matchmaker.core.i18n import N_
from matchmaker.deals.queries import speakers

QUOTED = N_("榜题“%(title)s”。")


def tell_issuer(
    session: Session, challenge: Challenge, kind: str, title: str, *, dedup_key: str, body: str = "", href: str = ""
) -> None:
    """Tell those who act for the issuer; ``href`` is a path."""
    text = QUOTED % {"title": challenge.title} + body
    notify(session, speakers(session, challenge.organization_id), Message(kind, title, text, href), dedup_key=dedup_key)


def tell_team(session: Session, bid: Bid, kind: str, title: str, *, body: str = "", href: str = "") -> None:
    """Tell those who act for the team of an opened bid."""
    text = QUOTED % {"title": bid.challenge.title} + body
    key = f"{kind}:{bid.id}:{bid.version}"
    notify(session, speakers(session, bid.organization_id), Message(kind, title, text, href), dedup_key=key)


def pledge_page(bid: Bid) -> str:
    """Where the contract with a team stands."""
    return f"/bids/{bid.id}/pledge"
