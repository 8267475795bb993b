"""The whole way of each kind, through the services, with every rule of the database standing."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.challenges.invariants import INVARIANTS
from matchmaker.challenges.models import Bid, BidState, Challenge, Mode, Payment, Pledge, Profile
from matchmaker.challenges.services import conclude, milestone, place, pledge, race
from matchmaker.core import audit, clock, invariants
from tests.unit.challenges.endgame import measure_bid
from tests.unit.challenges.stage import WAN, Way


def pass_and_pay(way: Way, bid: Bid) -> None:
    row = way.session.scalars(select(Pledge).where(Pledge.bid_id == bid.id)).one()
    team = next(member for member, unit in zip(way.members, way.teams, strict=True) if unit.id == bid.organization_id)
    for each in row.milestones:
        way.do(milestone.report, each, "指标已达到。", actor=way.actor(team))
        way.review(each)
        given = {"amount": each.amount, "paid_on": clock.today()}
        way.do(milestone.pay, each, **given, actor=way.actor(way.officer))


def finish(way: Way, outcomes: dict[int, BidState]) -> None:
    way.do(conclude.start_acceptance, Challenge, actor=way.actor(way.county))
    for bid_id, outcome in outcomes.items():
        bid = way.session.get_one(Bid, bid_id)
        measure_bid(way, bid)
        way.do(
            conclude.conclude_bid,
            bid,
            outcome,
            reason="现场检测。",
            diligence="记录齐全。",
            actor=way.actor(way.officer),
        )


def sound(session: Session) -> None:
    session.rollback()
    assert invariants.run(session, INVARIANTS) == []


def states(way: Way) -> list[str]:
    way.session.rollback()
    way.session.expire_all()
    return list(way.session.scalars(select(Bid.state).order_by(Bid.position)))


def test_one_team_solves_a_challenge_of_the_city(way: Way) -> None:
    winner = way.working(bids=2)[0]
    pass_and_pay(way, winner)
    finish(way, {winner.id: BidState.PASSED})
    way.do(conclude.conclude, Challenge, reason="指标全部达到。", actor=way.actor(way.officer))
    way.do(conclude.settle, Challenge, reason="余款付清。", actor=way.actor(way.county))
    assert way.challenge.state == "settled"
    assert states(way) == ["passed", "not_placed"]
    assert sum(way.session.scalars(select(Payment.amount))) == 200 * WAN
    sound(way.session)


def test_a_firms_own_challenge_takes_the_short_way(way: Way) -> None:
    first, second = way.qualified(bids=2, profile=Profile.ENTERPRISE)
    way.do(place.choose, Challenge, [second.id], reason="方案更省。", actor=way.actor(way.member))
    way.sign(second)
    way.do(pledge.start_work, Challenge, actor=way.actor(way.member))
    pass_and_pay(way, second)
    finish(way, {second.id: BidState.PASSED})
    way.do(conclude.conclude, Challenge, reason="已用上。", actor=way.actor(way.member))
    way.do(conclude.settle, Challenge, reason="付清。", actor=way.actor(way.county))
    assert states(way) == ["not_placed", "passed"]
    assert first.id != second.id
    sound(way.session)


def test_three_teams_race_and_one_wins(way: Way) -> None:
    runners = way.working(bids=4, mode=Mode.RACE, places=3)
    officer = way.actor(way.officer)
    first = way.do(
        race.fix_round, Challenge, protocol="同一试样，同一台设备。", due_on=date(2027, 3, 1), keep=2, actor=officer
    )
    results = {bid.id: (points, "数据见报告。") for bid, points in zip(runners, (70, 90, 80), strict=True)}
    stay = way.do(race.decide_round, first, results, actor=officer)
    assert {bid.id for bid in stay} == {runners[1].id, runners[2].id}
    for bid in stay:
        pass_and_pay(way, bid)
    finish(way, {runners[1].id: BidState.PASSED, runners[2].id: BidState.RUNNER_UP})
    way.do(conclude.conclude, Challenge, reason="一队胜出。", actor=way.actor(way.officer))
    assert sorted(states(way)) == ["eliminated", "not_placed", "passed", "runner_up"]
    sound(way.session)


def test_a_race_nobody_wins_closes_honestly(way: Way) -> None:
    runners = way.working(bids=2, mode=Mode.RACE, places=2)
    officer = way.actor(way.officer)
    given = {"protocol": "同一试样。", "due_on": date(2027, 3, 1), "threshold": 60, "actor": officer}
    row = way.do(race.fix_round, Challenge, **given)
    assert way.do(race.decide_round, row, {bid.id: (59, "未达标。") for bid in runners}, actor=officer) == []
    assert set(states(way)) == {"eliminated"}
    sound(way.session)


@pytest.mark.parametrize("outcome", [BidState.FAILED_DILIGENT, BidState.FAILED_NEGLIGENT])
def test_a_team_that_fails_is_told_apart_by_its_effort(way: Way, outcome: BidState) -> None:
    bid = way.working(bids=1)[0]
    finish(way, {bid.id: outcome})
    way.do(conclude.conclude, Challenge, reason="未达标。", actor=way.actor(way.officer))
    assert states(way) == [outcome]
    sound(way.session)


def test_every_step_is_one_entry_of_the_chain(way: Way) -> None:
    way.working(bids=2)
    way.session.rollback()
    query = select(audit.AuditEntry.action).where(audit.AuditEntry.subject_kind == "challenge")
    entries = way.session.scalars(query.order_by(audit.AuditEntry.seq))
    steps = [action for action in entries if action.removeprefix("challenge.") in WALKED]
    assert steps == [f"challenge.{name}" for name in WALKED]
    assert audit.verify(way.session).problem is None


WALKED = [
    "created",
    "submit",
    "prescreen",
    "argue",
    "approve",
    "post",
    "start_receiving",
    "close_receiving",
    "open",
    "start_review",
    "rank",
    "publicise",
    "end_publicity",
    "start_work",
]
