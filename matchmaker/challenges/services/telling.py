"""Telling the issuer and the teams; while bids are sealed nobody is told anything of them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.challenges.models import Bid, Challenge, PanelSeat
from matchmaker.challenges.queries import followers
from matchmaker.core.i18n import N_
from matchmaker.deals.queries import speakers
from matchmaker.organizations.queries import officers_for

QUOTED = N_("榜题“%(title)s”。")
CASE = "/challenges/{id}/case"


def tell_issuer(
    session: Session, challenge: Challenge, kind: str, title: str, *, dedup_key: str, body: str = "", href: str = ""
) -> None:
    """Tell those who act for the issuer; ``href`` is a path, else the working page."""
    text = QUOTED % {"title": challenge.title} + body
    message = Message(kind, title, text, href or CASE.format(id=challenge.id))
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


def tell_followers(
    session: Session, challenge: Challenge, kind: str, title: str, *, dedup_key: str, body: str = ""
) -> None:
    """Tell those who registered an intention of something that is public; who they are is told to nobody."""
    text = QUOTED % {"title": challenge.title} + body
    message = Message(kind, title, text, f"/challenges/{challenge.id}")
    notify(session, followers(session, challenge.id), message, dedup_key=f"{dedup_key}:intention")


def tell_experts(session: Session, challenge: Challenge, seats: Iterable[PanelSeat]) -> None:
    """Ask those who were seated to judge; who may be rivals is not known before the opening."""
    body = QUOTED % {"title": challenge.title} + N_("启封以后请先声明是否需要回避，再评分。")
    for seat in seats:
        message = Message("challenge.seated", N_("请您担任评审专家"), body, f"/seats/{seat.id}")
        notify(session, [seat.user_id], message, dedup_key=f"challenge:{challenge.id}:seat:{seat.id}")


def tell_replaced(session: Session, challenge: Challenge, seat: PanelSeat) -> None:
    """Tell an expert that somebody else judges in their place."""
    body = QUOTED % {"title": challenge.title} + N_("您的席位已由别人接替；您交过的评分表封存，不计入结果。")
    message = Message("challenge.replaced", N_("您不再担任评审专家"), body, "/workbench")
    notify(session, [seat.user_id], message, dedup_key=f"challenge:{challenge.id}:replaced:{seat.id}")


def tell_holders(session: Session, challenge: Challenge) -> None:
    """Tell the named officers that the deadline passed; the same words whether anybody bid or not."""
    text = QUOTED % {"title": challenge.title} + N_("任意两名指定人员授权以后即可启封。")
    message = Message(
        "challenge.opening_due", N_("揭榜已截止，请授权启封"), text, f"/challenges/{challenge.id}/opening"
    )
    key = f"challenge:{challenge.id}:opening_due:{challenge.posted_times}"
    notify(session, [each.user_id for each in challenge.holders], message, dedup_key=key)


def tell_team(session: Session, bid: Bid, kind: str, title: str, *, body: str = "", href: str = "") -> None:
    """Tell those who act for the team of an opened bid; ``href`` is a path, else the bid's page."""
    text = QUOTED % {"title": bid.challenge.title} + body
    message = Message(kind, title, text, href or f"/bids/{bid.id}")
    key = f"{kind}:{bid.id}:{bid.version}"
    notify(session, speakers(session, bid.organization_id), message, dedup_key=key)


def pledge_page(bid: Bid) -> str:
    """Where the contract with a team stands."""
    return f"/bids/{bid.id}/pledge"


def tell_left(session: Session, bid: Bid, reason: str) -> None:
    """Tell the issuer and the officers that a team left."""
    challenge, title = bid.challenge, N_("有揭榜团队退出")
    key = f"bid:{bid.id}:left"
    tell_issuer(session, challenge, "bid.left", title, dedup_key=key, body=reason)
    message = Message("bid.left", title, QUOTED % {"title": challenge.title} + reason, f"/bids/{bid.id}/progress")
    notify(session, officers_for(session, challenge.region_code), message, dedup_key=key)
