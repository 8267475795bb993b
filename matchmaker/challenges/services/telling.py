"""Telling the issuer and the teams; while bids are sealed nobody is told anything of them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.challenges.models import Bid, Challenge
from matchmaker.core.i18n import N_
from matchmaker.deals.queries import speakers

QUOTED = N_("榜题“%(title)s”。")


def tell_issuer(
    session: Session, challenge: Challenge, kind: str, title: str, *, dedup_key: str, body: str = ""
) -> None:
    """Tell those who act for the issuer."""
    text = QUOTED % {"title": challenge.title} + body
    message = Message(kind, title, text, f"/challenges/{challenge.id}/case")
    notify(session, speakers(session, challenge.organization_id), message, dedup_key=dedup_key)


def tell_team(session: Session, bid: Bid, kind: str, title: str, *, body: str = "") -> None:
    """Tell those who act for the team of an opened bid."""
    text = QUOTED % {"title": bid.challenge.title} + body
    key = f"{kind}:{bid.id}:{bid.version}"
    message = Message(kind, title, text, f"/bids/{bid.id}")
    notify(session, speakers(session, bid.organization_id), message, dedup_key=key)


def tell_holders(session: Session, challenge: Challenge) -> None:
    """Tell the named officers that the deadline passed; the same words whether anybody bid or not."""
    text = QUOTED % {"title": challenge.title} + N_("任意两名指定人员授权以后即可启封。")
    message = Message(
        "challenge.opening_due", N_("揭榜已截止，请授权启封"), text, f"/challenges/{challenge.id}/opening"
    )
    key = f"challenge:{challenge.id}:opening_due:{challenge.posted_times}"
    notify(session, [each.user_id for each in challenge.holders], message, dedup_key=key)
