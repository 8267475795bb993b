"""What `check` would say of rows that no service makes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Executable, delete, insert, select, update

from matchmaker.challenges.invariants import INVARIANTS
from matchmaker.challenges.models import (
    Bid,
    Challenge,
    ChallengeCriterion,
    ChallengeTie,
    Mode,
    Objection,
    PanelSeat,
    Party,
    Pledge,
    PledgeConfirmation,
    PledgeMilestone,
    Publicity,
    RaceResult,
    RaceRule,
    Settlement,
    Spending,
    Stage,
    Tie,
)
from matchmaker.challenges.services import race
from matchmaker.core import clock, invariants
from matchmaker.core.unit_of_work import transact
from tests.unit.challenges.stage import Way
from tests.unit.challenges.test_race import ROUND
from tests.unit.challenges.test_whole_way import pass_and_pay


@pytest.fixture
def at_work(way: Way) -> Way:
    way.working(bids=1)
    return way


def write(way: Way, statement: Executable) -> None:
    transact(way.session, lambda inner: inner.execute(statement))


def names(way: Way) -> set[str]:
    way.session.rollback()
    return {breach.name for breach in invariants.run(way.session, INVARIANTS)}


def test_every_breach_is_named(at_work: Way) -> None:
    way = at_work
    assert names(way) == set()
    publicity = way.session.query(Publicity).one().id
    team = way.session.scalars(select(Bid.organization_id)).one()
    pledge = way.session.scalars(select(Pledge.id)).one()
    statements: list[Executable] = [
        update(ChallengeCriterion).values(weight=1),
        update(PledgeMilestone).values(share=1),
        insert(Objection).values(publicity_id=publicity, body="x", raised_at=clock.now(), version=1, finding=""),
        update(PledgeConfirmation).where(PledgeConfirmation.party == Party.TEAM).values(text_hash="0" * 64),
        insert(Spending).values(
            pledge_id=pledge, category="other", amount=10**15, spent_on=clock.today(), note="x", declared_at=clock.now()
        ),
        insert(ChallengeTie).values(challenge_id=way.challenge_id, organization_id=team, kind=Tie.AFFILIATE),
    ]
    for statement in statements:
        write(way, statement)
    found = {
        "challenge_weights_whole",
        "pledge_shares_whole",
        "pledge_without_objection",
        "pledge_confirmed",
        "spending_within_pledge",
        "solver_is_no_affiliate",
    }
    assert names(way) == found
    write(way, update(Publicity).values(ended_at=None))
    assert names(way) == {*found, "pledge_after_publicity"}


def test_every_breach_of_a_race_is_named(way: Way) -> None:
    """With those above these are all that ``check`` asks."""
    runners = way.working(bids=3, mode=Mode.RACE, places=3)
    pass_and_pay(way, runners[0])
    round_ = way.do(race.fix_round, Challenge, **ROUND, keep=2, actor=way.actor(way.officer))
    assert names(way) == set()
    first, *_others = way.session.scalars(select(Pledge.id).order_by(Pledge.id))
    settled = {"contract_amount": 10**15, "paid": 0, "value": 10**14, "reason": "x", "agreed_on": clock.today()}
    cut = {"points": 50, "advanced": False, "rationale": "x"}
    seat = way.seats(Stage.REVIEW)[0].id
    statements: list[tuple[str, Executable]] = [
        (
            "settlement_within_contract",
            insert(Settlement).values(
                bid_id=runners[1].id,
                pledge_id=select(Pledge.id).where(Pledge.bid_id == runners[1].id).scalar_subquery(),
                settled_at=clock.now(),
                voucher="",
                **settled,
            ),
        ),
        ("race_has_rule", delete(RaceRule)),
        ("cut_means_out", insert(RaceResult).values(round_id=round_.id, bid_id=runners[2].id, **cut)),
        ("runners_within_places", update(Challenge).values(places=2)),
        (
            "left_sheets_sealed",
            update(PanelSeat).where(PanelSeat.id == seat).values(left_at=clock.now(), left_reason="x"),
        ),
        ("pledge_not_overpaid", update(Pledge).where(Pledge.id == first).values(amount=1)),
    ]
    found = set()
    for name, statement in statements:
        write(way, statement)
        found.add(name)
        assert names(way) - {"pledge_shares_whole"} == found
    assert len(INVARIANTS) == len(found) + 7


def test_rows_that_constraints_refuse_need_no_check(at_work: Way) -> None:
    way = at_work
    now = clock.now()
    for statement in (
        update(Challenge).values(state="withdrawn", state_reason=""),
        update(Publicity).values(ended_at=now - timedelta(days=9)),
        delete(Challenge),
    ):
        with pytest.raises(Exception, match=r"(?i)constraint"):
            write(way, statement)
