"""Who gets the challenge: by rank and after a publicity, or by the issuer's reasoned choice."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.challenges.models import Bid, BidState, Challenge, Handling, Objection, Publicity
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries import bids_of, lock
from matchmaker.challenges.services.guards import current_publicity
from matchmaker.challenges.services.step import advance, advance_bid, require_city
from matchmaker.challenges.services.telling import QUOTED, tell_team
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.db import transaction_clock
from matchmaker.core.errors import Conflict, Invalid, NotFound
from matchmaker.core.i18n import N_
from matchmaker.organizations.queries import officers_for, setting

B = BidState


def publicise(session: Session, challenge: Challenge, *, actor: Actor, version: int | None = None) -> Publicity:
    """公示: the first by rank, as many as there are places, are to get it; the window opens.

    It ends with a Chinese calendar day, as many days on as the city sets.
    """
    challenge = lock(session, challenge.id)
    bids = sorted(bids_of(session, challenge, [B.QUALIFIED]), key=lambda bid: bid.rank or 0)
    advance(session, challenge, "publicise", actor=actor, version=version)
    for place, bid in enumerate(bids):
        advance_bid(session, bid, "place" if place < challenge.places else "not_place", actor=actor)
    days = int(setting(session, "challenge.publicity_days", challenge.region_code))
    begins = transaction_clock(session)
    ends = clock.end_of_day(clock.china_date(begins) + timedelta(days=days))
    row = Publicity(challenge_id=challenge.id, starts_at=begins, ends_at=ends)
    session.add(row)
    session.flush()
    audit.record(session, actor, "challenge.publicity", "challenge", challenge.id, ends_at=ends.isoformat())
    return row


def raise_objection(session: Session, challenge: Challenge, body: str, *, actor: Actor) -> Objection:
    """Object to what is publicised, within its window."""
    PERMISSIONS.require(actor, Permission.OBJECT)
    challenge = lock(session, challenge.id)
    publicity = current_publicity(session, challenge)
    moment = transaction_clock(session)
    if publicity is None or challenge.state != "publicised" or moment >= publicity.ends_at:
        raise Conflict(N_("现在不在公示期内。"))
    if not body.strip():
        raise Invalid(fields={"body": [N_("请写明异议的内容和依据。")]})
    if session.scalar(select(exists().where(*_waiting_of(publicity, actor)))):
        raise Conflict(N_("您已经提出异议，正在调查；有结论以后可以再提。"))
    row = Objection(publicity_id=publicity.id, body=body.strip(), raised_by=actor.user_id, raised_at=moment)
    session.add(row)
    session.flush()
    audit.record(session, actor, "challenge.objection", "challenge", challenge.id, objection=row.id)
    message = Message(
        "challenge.objection",
        N_("公示期内有人提出异议"),
        QUOTED % {"title": challenge.title} + N_("处理完以前不能签订军令状。"),
        f"/challenges/{challenge.id}/objections",
    )
    notify(session, officers_for(session, challenge.city_code), message, dedup_key=f"objection:{row.id}")
    return row


def handle_objection(session: Session, objection: Objection, *, handling: Handling, finding: str, actor: Actor) -> None:
    """The city finds for or against an objection, with its reason; upheld, the judging is redone."""
    publicity = session.get_one(Publicity, objection.publicity_id)
    challenge = lock(session, publicity.challenge_id)
    PERMISSIONS.require(actor, Permission.DECIDE, challenge)
    require_city(challenge, actor)
    if objection.handling is not None:
        raise Conflict
    if not finding.strip():
        raise Invalid(fields={"finding": [N_("请写明调查结论。")]})
    moment = transaction_clock(session)  # asking flushes what is half written
    objection.handling, objection.finding = handling, finding.strip()
    objection.handled_by, objection.handled_at = actor.user_id, moment
    session.flush()
    audit.record(
        session, actor, "challenge.objection_handled", "challenge", challenge.id, objection=objection.id, as_=handling
    )
    _tell_objector(session, challenge, objection)
    if handling is Handling.UPHELD:
        _redo(session, challenge, finding, actor)


def end_publicity(session: Session, challenge: Challenge, *, actor: Actor) -> None:
    """The window is over and nothing stands against it: contracts may be signed."""
    challenge = lock(session, challenge.id)
    advance(session, challenge, "end_publicity", actor=actor)
    publicity = current_publicity(session, challenge)
    if publicity is not None:
        publicity.ended_at = transaction_clock(session)
    for bid in bids_of(session, challenge, [B.PLACED, B.NOT_PLACED]):
        chosen = bid.state == B.PLACED
        title = N_("拟立项，请签订军令状") if chosen else N_("未能入选")
        tell_team(session, bid, "bid.placed" if chosen else "bid.not_placed", title)


def choose(session: Session, challenge: Challenge, chosen: list[int], *, reason: str, actor: Actor) -> None:
    """The issuer who alone pays chooses among the qualified, as many as it has places, and says why."""
    challenge = lock(session, challenge.id)
    bids = {bid.id: bid for bid in bids_of(session, challenge, [B.QUALIFIED])}
    if not set(chosen) <= bids.keys():
        raise NotFound
    if not 1 <= len(set(chosen)) <= challenge.places:
        raise Invalid(fields={"chosen": [N_("请按榜题规定的数量选定揭榜方。")]})
    advance(session, challenge, "choose", actor=actor, reason=reason, detail={"bids": sorted(set(chosen))})
    for bid in bids.values():
        advance_bid(session, bid, "place_own" if bid.id in chosen else "not_place_own", actor=actor)
        title = N_("已被选定，请签订军令状") if bid.id in chosen else N_("未能入选")
        tell_team(session, bid, "bid.placed" if bid.id in chosen else "bid.not_placed", title)


def _waiting_of(publicity: Publicity, actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """Conditions: the objections of ``actor`` that are not yet handled."""
    return (
        Objection.publicity_id == publicity.id,
        Objection.raised_by == actor.user_id,
        Objection.handling.is_(None),
    )


def _tell_objector(session: Session, challenge: Challenge, objection: Objection) -> None:
    if objection.raised_by is None:
        return
    words = N_("异议成立，将重新评审。") if objection.handling == Handling.UPHELD else N_("异议不成立。")
    text = QUOTED % {"title": challenge.title} + words + objection.finding
    message = Message(
        "challenge.objection_handled", N_("您的异议已有结论"), text, f"/challenges/{challenge.id}/publicity"
    )
    notify(session, [objection.raised_by], message, dedup_key=f"objection:{objection.id}:handled")


def _redo(session: Session, challenge: Challenge, finding: str, actor: Actor) -> None:
    again = {"judging": challenge.judging + 1}
    advance(session, challenge, "redo", actor=actor, reason=finding, values=again)
    for bid in bids_of(session, challenge, [B.PLACED, B.NOT_PLACED, B.REFUSED]):
        advance_bid(session, bid, "reconsider", actor=actor, values={"rank": None, "total": None})


def bid_in(session: Session, challenge: Challenge, bid_id: int) -> Bid:
    """A bid of this challenge; NotFound for any other."""
    bid = session.get(Bid, bid_id)
    if bid is None or bid.challenge_id != challenge.id:
        raise NotFound
    return bid
