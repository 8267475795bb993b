"""资格审核: papers that were missing, and an outcome with its reason for each bid."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.catalog.services.attach_file import add_attachment
from matchmaker.challenges.models import Bid, BidState, BidSupplement, Challenge
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries.openings import SUPPLEMENT
from matchmaker.challenges.services.step import advance, advance_bid
from matchmaker.challenges.services.telling import tell_team
from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.blobs import StoredBlob
from matchmaker.core.calendar import add_working_days
from matchmaker.core.db import transaction_clock
from matchmaker.core.errors import Conflict, DeadlinePassed, Invalid
from matchmaker.core.i18n import N_
from matchmaker.organizations.queries import setting

MOST_FILES = 20


def ask_supplement(session: Session, bid: Bid, asked: str, *, actor: Actor) -> BidSupplement:
    """形式补正: ask the team for papers; plan, price and milestones stay as they were opened."""
    PERMISSIONS.require(actor, Permission.BID_QUALIFY, bid)
    if bid.state != BidState.OPENED:
        raise Conflict(N_("资格结论已经作出。"))
    if not asked.strip():
        raise Invalid(fields={"asked": [N_("请写明要补正什么。")]})
    days = int(setting(session, "challenge.supplement_days", bid.challenge.region_code))
    due = add_working_days(transaction_clock(session), days)
    row = BidSupplement(bid_id=bid.id, asked=asked.strip(), asked_by=actor.user_id, due_at=due)
    session.add(row)
    session.flush()
    audit.record(session, actor, "bid.supplement_asked", "bid", bid.id, asked=row.asked)
    tell_team(session, bid, "bid.supplement_asked", N_("请补正材料"), body=row.asked)
    return row


def supply(
    session: Session, supplement: BidSupplement, answer: str, *, actor: Actor, files: Sequence[StoredBlob] = ()
) -> None:
    """The team's answer with its papers, once and in time. What was bid stays as it was opened."""
    bid = session.get_one(Bid, supplement.bid_id)
    PERMISSIONS.require(actor, Permission.BID_ANSWER, bid)
    moment = transaction_clock(session)
    if supplement.answered_at is not None or bid.state != BidState.OPENED:
        raise Conflict
    if moment >= supplement.due_at:
        raise DeadlinePassed
    if not answer.strip():
        raise Invalid(fields={"answer": [N_("请写明补正的内容。")]})
    if len(files) > MOST_FILES:
        raise Invalid(fields={"files": [N_("附件最多 20 个。")]})
    supplement.answer, supplement.answered_at = answer.strip(), moment
    for each in files:
        add_attachment(
            session,
            each,
            record_kind=SUPPLEMENT,
            record_id=supplement.id,
            organization_id=bid.organization_id,
            actor=actor,
        )
    session.flush()
    hashes = [each.sha256 for each in files]
    audit.record(session, actor, "bid.supplied", "bid", bid.id, supplement=supplement.id, files=hashes)


def qualify(session: Session, bid: Bid, *, actor: Actor) -> None:
    """The bid is formally in order. Conflict while a supplement is awaited."""
    _require_answered(session, bid)
    advance_bid(session, bid, "qualify", actor=actor)


def refuse(session: Session, bid: Bid, *, reason: str, actor: Actor) -> None:
    """The bid may not go on, for a reason its team is told."""
    _require_answered(session, bid)
    advance_bid(session, bid, "refuse", actor=actor, reason=reason)
    tell_team(session, bid, "bid.refused", N_("揭榜书未通过资格审核"), body=reason.strip())


def none_valid(session: Session, challenge: Challenge, *, reason: str, actor: Actor) -> None:
    """揭榜未成: every bid was refused."""
    values = {"state_reason": reason.strip(), "public_key": None}
    advance(session, challenge, "none_valid", actor=actor, reason=reason, values=values)


def _require_answered(session: Session, bid: Bid) -> None:
    query = select(func.count()).where(
        BidSupplement.bid_id == bid.id,
        BidSupplement.answered_at.is_(None),
        BidSupplement.due_at > transaction_clock(session),
    )
    if session.scalar(query):
        raise Conflict(N_("补正还没有答复，也没有到期。"))
