"""What must hold before a step is taken; the sentences stand in ``workflow.guards``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.challenges.models import (
    ArgumentOpinion,
    Bid,
    BidState,
    Challenge,
    Handling,
    Mode,
    Objection,
    Opinion,
    Payment,
    Pledge,
    PledgeMilestone,
    Publicity,
    Stage,
    Verdict,
)
from matchmaker.challenges.queries import bids_of, enterprise_share, held_keys, review_sheets, seats_of
from matchmaker.challenges.queries.outcomes import rule_of, unsettled
from matchmaker.challenges.queries.panels import composition_holds
from matchmaker.challenges.sealing.officers import FEWEST
from matchmaker.challenges.services.panel_state import is_whole
from matchmaker.challenges.workflow import GUARD_WORDS, GUARDS
from matchmaker.core import clock
from matchmaker.core.db import transaction_clock
from matchmaker.core.errors import DeadlinePassed, Invalid
from matchmaker.core.i18n import N_
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries import setting, settings

WHOLE = 100
Guard = Callable[[Session, Challenge], bool]


def require(session: Session, challenge: Challenge, action: str) -> None:
    """Raise Invalid naming the first guard of ``action`` that does not hold."""
    for name in GUARDS.get(action, ()):
        if not CHECKS[name](session, challenge):
            raise Invalid(N_("还不能进行这一步，需要：%(what)s。") % {"what": GUARD_WORDS[name]})


def checks(session: Session, challenge: Challenge, action: str) -> list[tuple[str, bool]]:
    """What ``action`` asks for, in words, and whether it holds now."""
    return [(GUARD_WORDS[name], CHECKS[name](session, challenge)) for name in GUARDS.get(action, ())]


def required_funds(session: Session, challenge: Challenge) -> tuple[int, int]:
    """(least own funds, least share for the solver) in 分, by the city's rule, rounded up."""
    keys = ("challenge.own_funds_percent", "challenge.solver_percent")
    found = settings(session, keys, challenge.region_code)
    own, solver = (-(-challenge.public_funds * int(found[key]) // WHOLE) for key in keys)
    return own, solver


def _whole(_session: Session, challenge: Challenge) -> bool:
    texts = (challenge.problem, challenge.goal, challenge.ownership, challenge.conditions)
    numbers = (challenge.months, challenge.reward, challenge.funding_kind)
    return all(text.strip() for text in texts) and None not in numbers and bool(challenge.indicators)


def _issuer_verified(session: Session, challenge: Challenge) -> bool:
    return session.get_one(Organization, challenge.organization_id).is_verified


def _argued_well(session: Session, challenge: Challenge) -> bool:
    able = seats_of(session, challenge, Stage.ARGUMENT, able=True)
    given = session.scalars(select(ArgumentOpinion).where(ArgumentOpinion.seat_id.in_([seat.id for seat in able])))
    opinions = {opinion.seat_id: opinion for opinion in given}
    spoke = [seat for seat in able if seat.id in opinions]
    enough = len(spoke) >= int(setting(session, "challenge.argument_experts", challenge.region_code))
    share = enterprise_share(session, challenge.region_code)
    for_it = [
        sum(getattr(opinion, question) == Opinion.PASS for opinion in opinions.values())
        for question in ("on_need", "on_funds")
    ]
    majority = all(2 * count > len(spoke) for count in for_it)
    return enough and majority and composition_holds((seat.background for seat in spoke), share)


def _weights_whole(_session: Session, challenge: Challenge) -> bool:
    return sum(line.weight for line in challenge.criteria) == WHOLE


def _mode_given(_session: Session, challenge: Challenge) -> bool:
    return challenge.mode == Mode.SINGLE or (challenge.is_race and bool(challenge.race_reason.strip()))


def _funds_suffice(session: Session, challenge: Challenge) -> bool:
    own, solver = required_funds(session, challenge)
    return challenge.own_funds >= own and challenge.solver_share >= solver


def _keys_made(session: Session, challenge: Challenge) -> bool:
    return challenge.public_key is not None and len(held_keys(session, challenge.id)) >= FEWEST


def _dates_open(session: Session, challenge: Challenge) -> bool:
    if challenge.receiving_from is None or challenge.closes_at is None:
        return False
    least = timedelta(days=int(setting(session, "challenge.open_days", challenge.region_code)))
    begins = max(challenge.receiving_from, clock.now())
    return challenge.closes_at - begins >= least


def _repost_left(session: Session, challenge: Challenge) -> bool:
    return challenge.posted_times <= int(setting(session, "challenge.reposts", challenge.region_code))


def _receiving_due(session: Session, challenge: Challenge) -> bool:
    return challenge.receiving_from is not None and transaction_clock(session) >= challenge.receiving_from


def _deadline_passed(session: Session, challenge: Challenge) -> bool:
    return challenge.closes_at is not None and transaction_clock(session) >= challenge.closes_at


def _formalities_done(session: Session, challenge: Challenge) -> bool:
    return not bids_of(session, challenge, [BidState.OPENED])


def _somebody_qualified(session: Session, challenge: Challenge) -> bool:
    return bool(bids_of(session, challenge, [BidState.QUALIFIED]))


def _nobody_qualified(session: Session, challenge: Challenge) -> bool:
    return not _somebody_qualified(session, challenge)


def _panel_whole(session: Session, challenge: Challenge) -> bool:
    return is_whole(session, challenge, seats_of(session, challenge, Stage.REVIEW))


def _all_sheets_in(session: Session, challenge: Challenge) -> bool:
    able = {seat.id for seat in seats_of(session, challenge, Stage.REVIEW, able=True)}
    wanted = {(seat, bid.id) for seat in able for bid in bids_of(session, challenge, [BidState.QUALIFIED])}
    return wanted <= {(sheet.seat_id, sheet.bid_id) for sheet in review_sheets(session, challenge)}


def current_publicity(session: Session, challenge: Challenge) -> Publicity | None:
    """The latest publicity of a challenge."""
    query = select(Publicity).where(Publicity.challenge_id == challenge.id)
    return session.scalars(query.order_by(Publicity.id.desc()).limit(1)).one_or_none()


def _publicity_over(session: Session, challenge: Challenge) -> bool:
    publicity = current_publicity(session, challenge)
    return publicity is not None and transaction_clock(session) >= publicity.ends_at


def _no_open_objection(session: Session, challenge: Challenge) -> bool:
    publicity = current_publicity(session, challenge)
    standing = func.coalesce(Objection.handling, Handling.UPHELD) == Handling.UPHELD
    query = select(func.count()).where(Objection.publicity_id == (publicity.id if publicity else 0), standing)
    return session.scalar(query) == 0


def _placed_signed(session: Session, challenge: Challenge) -> bool:
    return not bids_of(session, challenge, [BidState.PLACED]) and _somebody_works(session, challenge)


def _race_ruled(session: Session, challenge: Challenge) -> bool:
    return not challenge.is_race or rule_of(session, challenge.id) is not None


def _somebody_works(session: Session, challenge: Challenge) -> bool:
    return bool(bids_of(session, challenge, [BidState.UNDERTAKING]))


def _nobody_works(session: Session, challenge: Challenge) -> bool:
    return not bids_of(session, challenge, [BidState.PLACED, BidState.UNDERTAKING])


def _passed_paid(session: Session, challenge: Challenge) -> bool:
    query = (
        select(func.count())
        .select_from(PledgeMilestone)
        .join(Pledge, Pledge.id == PledgeMilestone.pledge_id)
        .join(Bid, Bid.id == Pledge.bid_id)
        .outerjoin(Payment, Payment.milestone_id == PledgeMilestone.id)
        .where(Bid.challenge_id == challenge.id, PledgeMilestone.verdict == Verdict.PASSED, Payment.id.is_(None))
    )
    return session.scalar(query) == 0


def _left_settled(session: Session, challenge: Challenge) -> bool:
    return not unsettled(session, challenge)


def require_before_deadline(session: Session, challenge: Challenge) -> None:
    """Raise DeadlinePassed unless it is, strictly, before the deadline by the transaction's clock."""
    if _deadline_passed(session, challenge):
        raise DeadlinePassed


CHECKS: dict[str, Guard] = {
    "whole": _whole,
    "issuer_verified": _issuer_verified,
    "argued_well": _argued_well,
    "weights_whole": _weights_whole,
    "mode_given": _mode_given,
    "funds_suffice": _funds_suffice,
    "keys_made": _keys_made,
    "dates_open": _dates_open,
    "repost_left": _repost_left,
    "receiving_due": _receiving_due,
    "deadline_passed": _deadline_passed,
    "formalities_done": _formalities_done,
    "somebody_qualified": _somebody_qualified,
    "nobody_qualified": _nobody_qualified,
    "panel_whole": _panel_whole,
    "all_sheets_in": _all_sheets_in,
    "publicity_over": _publicity_over,
    "no_open_objection": _no_open_objection,
    "placed_signed": _placed_signed,
    "race_ruled": _race_ruled,
    "somebody_works": _somebody_works,
    "nobody_works": _nobody_works,
    "passed_paid": _passed_paid,
    "left_settled": _left_settled,
}
