"""Telling the issuer and the teams; while bids are sealed nobody is told anything of them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.challenges.models import Bid, Challenge
from matchmaker.core.i18n import N_
from matchmaker.deals.queries import speakers
from matchmaker.organizations.queries import officers_for

QUOTED = N_("榜题“%(title)s”。")


def tell_issuer(
    session: Session, challenge: Challenge, kind: str, title: str, *, dedup_key: str, body: str = ""
) -> None:
    """Tell those who act for the issuer."""
    text = QUOTED % {"title": challenge.title} + body
    notify(session, speakers(session, challenge.organization_id), Message(kind, title, text), dedup_key=dedup_key)


def tell_team(session: Session, bid: Bid, kind: str, title: str, *, body: str = "") -> None:
    """Tell those who act for the team of an opened bid."""
    text = QUOTED % {"title": bid.challenge.title} + body
    key = f"{kind}:{bid.id}:{bid.version}"
    notify(session, speakers(session, bid.organization_id), Message(kind, title, text), dedup_key=key)


def tell_left(session: Session, bid: Bid, reason: str) -> None:
    """Tell the issuer and the officers that a team left."""
    challenge, title = bid.challenge, N_("有团队退出")
    key = f"bid:{bid.id}:left"
    tell_issuer(session, challenge, "bid.left", title, dedup_key=key, body=reason)
    message = Message("bid.left", title, QUOTED % {"title": challenge.title} + reason, f"/bids/{bid.id}/progress")
    notify(session, officers_for(session, challenge.region_code), message, dedup_key=key)
