"""启封: receiving ends, two named officers release, the command reads, one transaction publishes.

Reading (``read_sealed``, ``unsealing.unseal``) happens before the transaction
and leaves nothing behind; ``record_opening`` does all the rest at once. A
process killed anywhere leaves the challenge unopened, and doing it again
gives the same.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matchmaker.challenges.models import (
    Bid,
    BidMilestone,
    Challenge,
    ChallengeState,
    KeyHolder,
    Opening,
    OpeningAuthorization,
    SealedEnvelope,
)
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries import lock, sealed_rows
from matchmaker.challenges.services.step import advance
from matchmaker.challenges.services.telling import tell_holders, tell_issuer
from matchmaker.challenges.unsealing import OpenedBid, Unsealed, context_of, root_of
from matchmaker.challenges.workflow import BID
from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.db import transaction_clock
from matchmaker.core.errors import Conflict, NotFound
from matchmaker.core.i18n import N_

ID_BYTES = 6
NOBODY = N_("到截止时间没有收到揭榜书。")


@dataclass(frozen=True, slots=True)
class Sealed:
    """What is read of a challenge for its opening."""

    context: str
    rows: list[SealedEnvelope]
    posting: int
    closes_at: datetime


def close_receiving(session: Session, challenge_id: int, *, actor: Actor) -> None:
    """The deadline passed: from now on the set of envelopes is fixed by its hash. Invalid before."""
    challenge = lock(session, challenge_id)
    root = root_of(sealed_rows(session, challenge.id))
    values = {"sealed_root": root}
    advance(session, challenge, "close_receiving", actor=actor, values=values, detail={"root": root})
    tell_holders(session, challenge)


def authorize_opening(session: Session, challenge_id: int, *, actor: Actor) -> None:
    """A named officer releases the opening. NotFound for others, Conflict before the deadline."""
    challenge = lock(session, challenge_id)
    holder = session.get(KeyHolder, (challenge_id, actor.user_id or 0))
    if holder is None:
        raise NotFound
    PERMISSIONS.require(actor, Permission.AUTHORIZE_OPENING, holder)
    if challenge.state != ChallengeState.SEALED:
        raise Conflict(N_("截止以后、启封以前才能授权。"))
    if session.get(OpeningAuthorization, (challenge_id, holder.user_id)) is None:
        session.add(OpeningAuthorization(challenge_id=challenge_id, user_id=holder.user_id))
        session.flush()
        audit.record(session, actor, "challenge.opening_authorized", "challenge", challenge_id)


def read_sealed(session: Session, challenge_id: int, officers: frozenset[int]) -> Sealed:
    """All envelopes, if ``officers`` (two) released the opening; NotFound, Conflict otherwise."""
    challenge = session.get(Challenge, challenge_id, populate_existing=True)
    if challenge is None:
        raise NotFound
    _require_released(session, challenge, officers)
    if challenge.closes_at is None:
        raise Conflict
    context = context_of(challenge.id, challenge.posted_times)
    return Sealed(context, sealed_rows(session, challenge_id), challenge.posted_times, challenge.closes_at)


def record_opening(
    session: Session, challenge_id: int, unsealed: Unsealed, *, officers: frozenset[int], actor: Actor
) -> list[Bid]:
    """Publish what was read: bids in their order, every act into the audit, the envelopes gone.

    Raises Conflict when it was opened already, was not released by these two,
    or the envelopes are not the ones that were fixed at the deadline and read.
    """
    challenge = lock(session, challenge_id)
    PERMISSIONS.require(actor, Permission.OPEN, challenge)
    _require_released(session, challenge, officers)
    if not unsealed.root == challenge.sealed_root == root_of(sealed_rows(session, challenge_id)):
        raise Conflict(N_("密封的揭榜书与截止时记录的不一致，请核查后再启封。"))
    if any(challenge.closes_at is None or act.received_at >= challenge.closes_at for act in unsealed.acts):
        raise Conflict(N_("有回执的时间晚于截止时间，请核查。"))
    _add_opening(session, challenge, unsealed, sorted(officers))
    for act in unsealed.acts:
        entry = act.receipt["statement"]
        told = {
            "by": act.user_id,
            "envelope": act.envelope.id,
            "salt": entry["salt"],
            "entry_hash": entry["entry_hash"],
        }
        audit.record(session, actor, f"bid.{act.kind}", "challenge", challenge.id, entry=entry["entry"], **told)
    bids = [_begin(session, challenge, place, opened, actor) for place, opened in enumerate(unsealed.bids, 1)]
    session.execute(delete(SealedEnvelope).where(SealedEnvelope.challenge_id == challenge_id))
    _publish(session, challenge, bids, actor)
    return bids


def bid_id(envelope_id: str) -> int:
    """The id under which an envelope's bid is known once opened: the same at every try, and no number in a row."""
    return int.from_bytes(hashlib.sha256(envelope_id.encode()).digest()[:ID_BYTES])


def _require_released(session: Session, challenge: Challenge, officers: frozenset[int]) -> None:
    if challenge.state != ChallengeState.SEALED:
        raise Conflict(N_("这道榜题不在待启封状态。"))
    query = select(OpeningAuthorization.user_id).where(OpeningAuthorization.challenge_id == challenge.id)
    if len(officers) != 2 or not officers <= set(session.scalars(query)):  # noqa: PLR2004 - two officers open
        raise Conflict(N_("须由两名指定人员先授权启封。"))


def _add_opening(session: Session, challenge: Challenge, unsealed: Unsealed, officers: list[int]) -> None:
    session.add(
        Opening(
            challenge_id=challenge.id,
            posting=challenge.posted_times,
            opened_at=transaction_clock(session),
            first_officer=officers[0],
            second_officer=officers[1],
            sealed_root=unsealed.root,
            bid_count=len(unsealed.bids),
        )
    )
    session.flush()


def _begin(session: Session, challenge: Challenge, place: int, opened: OpenedBid, actor: Actor) -> Bid:
    act, content = opened.act, opened.content
    document = content.as_json()
    bid = Bid(
        id=bid_id(act.envelope.id),
        challenge_id=challenge.id,
        issuer_id=challenge.organization_id,
        posting=challenge.posted_times,
        organization_id=act.organization_id,
        position=place,
        submitted_by=act.user_id,
        received_at=act.received_at,
        leader=content.leader,
        plan=content.plan,
        price=content.price,
        members=document["members"],
        partners=document["partners"],
        files=opened.files,
        blob=act.envelope.blob,
        content_key=act.content_key,
        receipt=act.receipt,
        milestones=[
            BidMilestone(position=number, title=each.title, due_on=each.due_on, share=each.share)
            for number, each in enumerate(content.milestones, 1)
        ],
    )
    return BID.begin(session, bid, actor=actor, position=place)


def _publish(session: Session, challenge: Challenge, bids: list[Bid], actor: Actor) -> None:
    used = {"public_key": None}  # whoever opened once could read whatever were sealed under it again
    if bids:
        advance(session, challenge, "open", actor=actor, values=used, detail={"bids": len(bids)})
        body = N_("收到揭榜书 %(count)s 份。") % {"count": len(bids)}
    else:
        advance(session, challenge, "open_none", actor=actor, values={**used, "state_reason": NOBODY})
        body = NOBODY
    key = f"challenge:{challenge.id}:opened:{challenge.posted_times}"
    tell_issuer(session, challenge, "challenge.opened", N_("揭榜书已启封"), dedup_key=key, body=body)
