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
    Objection,
    Party,
    Pledge,
    PledgeConfirmation,
    PledgeMilestone,
    Publicity,
    Spending,
    Tie,
)
from matchmaker.core import clock, invariants
from matchmaker.core.unit_of_work import transact
from tests.unit.challenges.stage import Way


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
