"""What the demo's teams have done since they signed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.challenges.models import Bid, Challenge, Payment, Pledge, PledgeMilestone, RaceRound, Verdict
from matchmaker.config import Settings
from matchmaker.core.db import make_engine, make_sessions


@pytest.fixture
def city(demo_city: Settings) -> Iterator[Session]:
    engine = make_engine(demo_city.database_url)
    with make_sessions(engine)() as session:
        yield session
    engine.dispose()


def test_three_teams_race_with_a_cut_that_is_fixed(city: Session) -> None:
    query = select(Bid).join(Challenge, Challenge.id == Bid.challenge_id).where(Challenge.state == "working")
    assert sorted(bid.state for bid in city.scalars(query)) == ["not_placed", *["undertaking"] * 3]
    assert city.scalars(select(RaceRound.keep)).all() == [2]


def test_milestones_passed_are_paid_and_one_is_to_be_put_right(city: Session) -> None:
    verdicts = city.scalars(select(PledgeMilestone.verdict)).all()
    assert {Verdict.PASSED, Verdict.RECTIFY, Verdict.OPEN} <= {Verdict(each) for each in verdicts}
    assert city.scalar(select(func.count(Payment.id))) == verdicts.count(Verdict.PASSED)


def test_who_concluded_was_paid_the_whole_contract(city: Session) -> None:
    paid = (
        select(Pledge.amount, func.sum(Payment.amount))
        .join(Bid, Bid.id == Pledge.bid_id)
        .join(PledgeMilestone, PledgeMilestone.pledge_id == Pledge.id)
        .join(Payment, Payment.milestone_id == PledgeMilestone.id)
        .where(Bid.state == "passed")
        .group_by(Pledge.id, Pledge.amount)
    )
    assert [amount == whole for amount, whole in city.execute(paid)] == [True]
