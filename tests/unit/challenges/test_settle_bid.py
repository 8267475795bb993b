"""A team that leaves is paid to date and never above its contract, whatever was paid and agreed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.challenges.models import Bid, Payment, Pledge, PledgeMilestone, Settlement
from matchmaker.challenges.queries.outcomes import paid_to, unsettled
from matchmaker.challenges.services import milestone, pledge, settle_bid
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.unit_of_work import transact
from tests.unit.challenges.stage import WAN, Way

AMOUNT, FIRST = 200 * WAN, 80 * WAN
AGREED: dict[str, Any] = {"reason": "完成小试七成。"}


@pytest.fixture
def left(way: Way) -> Bid:
    """A team whose first milestone passed, and that then gave up."""
    [bid] = way.working(bids=1)
    first = way.milestones()[0]
    way.do(milestone.report, first, "小试完成。", actor=way.team_of(first))
    way.review(first)
    member = way.members[[unit.id for unit in way.teams].index(bid.organization_id)]
    way.do(pledge.give_up, bid, reason="骨干调离。", actor=way.actor(member))
    return bid


def pay_first(session: Session, bid: Bid, amount: int, actor: Actor) -> None:
    """Money for the milestone that passed."""
    found = session.query(PledgeMilestone).join(Pledge, Pledge.id == PledgeMilestone.pledge_id)
    row = found.filter(Pledge.bid_id == bid.id, PledgeMilestone.position == 1).one()
    assert row.amount == FIRST
    milestone.pay(session, row, amount=amount, paid_on=clock.today(), actor=actor)


class Undone(Exception):
    """Ends an example, so that the next begins as it did."""


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paid=st.integers(1, FIRST), value=st.integers(-WAN, AMOUNT + WAN))
@example(paid=FIRST, value=AMOUNT - FIRST)
@example(paid=FIRST, value=AMOUNT - FIRST + 1)
def test_payments_and_settlement_never_exceed_the_contract(way: Way, left_once: Bid, paid: int, value: int) -> None:
    actor = way.actor(way.officer)

    def settle(session: Session) -> None:
        bid = session.get_one(Bid, left_once.id)
        pay_first(session, bid, paid, actor)
        agreed: dict[str, Any] = {**AGREED, "value": value, "agreed_on": clock.today(), "actor": actor}
        if 0 <= value <= AMOUNT - paid:
            row = settle_bid.settle_bid(session, bid, **agreed)
            assert paid_to(session, bid.id) + row.value <= AMOUNT
            assert (row.paid, row.contract_amount) == (paid, AMOUNT)
            raise Undone
        with pytest.raises(Invalid) as refused:
            settle_bid.settle_bid(session, bid, **agreed)
        assert refused.value.fields.keys() == {"value"}
        signed = session.query(Pledge).filter_by(bid_id=bid.id).one()
        forged = {"bid_id": bid.id, "pledge_id": signed.id, "contract_amount": AMOUNT, "paid": paid, "value": value}
        session.add(Settlement(**forged, reason="x", agreed_on=clock.today()))
        with pytest.raises(IntegrityError):
            session.flush()
        raise Undone

    with pytest.raises(Undone):
        transact(way.session, settle)


@pytest.fixture
def left_once(left: Bid) -> Bid:
    """For examples that each roll back what they did."""
    return left


def test_a_settlement_waits_for_what_passed_and_is_paid_once(way: Way, left: Bid) -> None:
    city, today = way.actor(way.officer), clock.today()

    def settle(**changed: Any) -> Settlement:
        return way.do(
            settle_bid.settle_bid, left, **{**AGREED, "value": WAN, "agreed_on": today, **changed}, actor=city
        )

    with pytest.raises(Conflict, match="没有付款"):
        settle()
    transact(way.session, lambda inner: pay_first(inner, left, FIRST, city))
    for wrong, name in (({"reason": " "}, "reason"), ({"agreed_on": today + timedelta(days=1)}, "agreed_on")):
        with pytest.raises(Invalid) as refused:
            settle(**wrong)
        assert refused.value.fields.keys() == {name}
    assert unsettled(way.session, way.challenge) == [left.id]
    settle()
    assert unsettled(way.session, way.challenge) == [left.id]
    with pytest.raises(Conflict, match="已经结算"):
        settle()
    for day in (today + timedelta(days=1), today - timedelta(days=1)):
        with pytest.raises(Invalid):
            way.do(settle_bid.pay_settlement, left, paid_on=day, actor=city)
    way.do(settle_bid.pay_settlement, left, paid_on=today, voucher="付1", actor=city)
    with pytest.raises(Conflict):
        way.do(settle_bid.pay_settlement, left, paid_on=today, actor=city)
    assert unsettled(way.session, way.challenge) == []


def test_who_has_not_left_is_not_settled(way: Way) -> None:
    [bid] = way.working(bids=1)
    given_: dict[str, Any] = {**AGREED, "value": 0, "agreed_on": clock.today(), "actor": way.actor(way.officer)}
    with pytest.raises(Conflict, match="还没有退出"):
        way.do(settle_bid.settle_bid, bid, **given_)
    transact(way.session, lambda inner: inner.execute(update(Pledge).values(signed_on=None, scan_hash=None)))
    with pytest.raises(Conflict, match="没有签订"):
        way.do(settle_bid.settle_bid, bid, **given_)
    assert way.session.query(Payment).count() == 0
