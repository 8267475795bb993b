"""军令状: drawn as data, signed with a stamped scan, never before its time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.challenges.bid_content import WHOLE, Stage
from matchmaker.challenges.models import Bid, BidState, Challenge, ChallengeState, Pledge, PledgeMilestone, Profile
from matchmaker.challenges.queries import lock_bid
from matchmaker.challenges.services.step import advance, advance_bid, require_decider
from matchmaker.challenges.services.telling import tell_left
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_

HASH_LENGTH = 64


@dataclass(frozen=True, slots=True)
class PledgeTerms:
    """What a pledge must say (S10); ``amount`` in 分, ``excluded_spending`` the negative list of 包干制."""

    amount: int
    duties: str
    rewards: str
    ownership: str
    leader_promise: str
    payment_terms: str
    milestones: tuple[Stage, ...]
    lump_sum: bool = False
    excluded_spending: str = ""


def draw_pledge(session: Session, bid: Bid, terms: PledgeTerms, *, actor: Actor) -> Pledge:
    """Draw the contract for a team that is to get the challenge.

    Raises Invalid for missing terms, shares that do not sum to 100 or an
    amount above the bid's price; Conflict before signing begins (so never
    while a publicity runs or an objection is open) or when it was drawn.
    """
    bid = lock_bid(session, bid.id)
    require_decider(bid, actor)
    if bid.challenge.state != ChallengeState.SIGNING or bid.state != BidState.PLACED:
        raise Conflict(N_("公示结束、没有未处理的异议，才能签订军令状。"))
    if problems := _problems(bid, terms):
        raise Invalid(fields=problems)
    pledge = Pledge(
        bid_id=bid.id,
        amount=terms.amount,
        duties=terms.duties.strip(),
        rewards=terms.rewards.strip(),
        ownership=terms.ownership.strip(),
        leader_promise=terms.leader_promise.strip(),
        payment_terms=terms.payment_terms.strip(),
        lump_sum=terms.lump_sum,
        excluded_spending=terms.excluded_spending.strip(),
        drawn_by=actor.user_id,
        milestones=milestones_of(terms.amount, terms.milestones),
    )
    try:
        with session.begin_nested():
            session.add(pledge)
            session.flush()
    except IntegrityError as error:
        raise Conflict(N_("这支团队的军令状已经拟好。")) from error
    audit.record(session, actor, "bid.pledge_drawn", "bid", bid.id, amount=pledge.amount)
    return pledge


def milestones_of(amount: int, stages: Iterable[Stage]) -> list[PledgeMilestone]:
    """Milestones whose amounts sum to ``amount`` to the 分: the last takes what rounding leaves."""
    given = list(stages)
    parts = [amount * stage.share // WHOLE for stage in given]
    parts[-1] += amount - sum(parts)
    return [
        PledgeMilestone(position=place, title=stage.title, due_on=stage.due_on, share=stage.share, amount=part)
        for place, (stage, part) in enumerate(zip(given, parts, strict=True), 1)
    ]


def sign_pledge(session: Session, pledge: Pledge, *, signed_on: date, scan_hash: str, actor: Actor) -> None:
    """It counts as 已签 with the stamped scan: its SHA-256 and the day on it."""
    bid = lock_bid(session, pledge.bid_id)
    require_decider(bid, actor)
    if len(scan_hash) != HASH_LENGTH:
        raise Invalid(fields={"scan": [N_("请上传盖章的扫描件。")]})
    if signed_on > clock.today():
        raise Invalid(fields={"signed_on": [N_("签订日期不能在今天以后。")]})
    if pledge.signed_on is not None or bid.challenge.state != ChallengeState.SIGNING:
        raise Conflict
    pledge.signed_on, pledge.scan_hash, pledge.recorded_by = signed_on, scan_hash, actor.user_id
    detail = {"signed_on": signed_on.isoformat(), "scan": scan_hash, "amount": pledge.amount}
    advance_bid(session, bid, "sign", actor=actor, detail=detail)


def start_work(session: Session, challenge: Challenge, *, actor: Actor) -> None:
    """All who were placed have signed or given up: the work begins."""
    own = challenge.profile == Profile.ENTERPRISE
    advance(session, challenge, "start_work_own" if own else "start_work", actor=actor)


def give_up(session: Session, bid: Bid, *, reason: str, actor: Actor) -> None:
    """A team leaves, before it signed or at work; what was paid for passed milestones stays paid."""
    bid = lock_bid(session, bid.id)
    advance_bid(session, bid, "give_up", actor=actor, reason=reason)
    tell_left(session, bid, reason.strip())


def _problems(bid: Bid, terms: PledgeTerms) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    texts = ("duties", "rewards", "ownership", "leader_promise", "payment_terms")
    for name in texts:
        if not getattr(terms, name).strip():
            found[name] = [N_("军令状必须写明这一项。")]
    if terms.lump_sum and not terms.excluded_spending.strip():
        found["excluded_spending"] = [N_("包干制须列出负面清单。")]
    if not 0 < terms.amount <= bid.price:
        found["amount"] = [N_("合同金额须大于零，不超过揭榜报价。")]
    if sum(stage.share for stage in terms.milestones) != WHOLE or any(stage.share < 1 for stage in terms.milestones):
        found["milestones"] = [N_("各节点的资金比例合计须为 100%。")]
    return found
