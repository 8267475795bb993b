"""Side exits have reasons, and take everybody along."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from matchmaker.challenges.models import Bid, Challenge, Compensation, SealedEnvelope
from matchmaker.challenges.services import stop
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.outbox import OutboxMessage
from tests.unit.challenges.stage import Way


def test_sealed_bids_of_a_withdrawn_challenge_are_never_opened(way: Way) -> None:
    way.receiving()
    way.bid(0)
    with pytest.raises(Invalid):
        way.do(stop.withdraw_challenge, Challenge, reason=" ", actor=way.actor(way.member))
    way.do(stop.withdraw_challenge, Challenge, reason="已自行解决。", actor=way.actor(way.member))
    assert (way.challenge.state, way.challenge.public_key) == ("withdrawn", None)
    assert not way.session.scalars(select(SealedEnvelope)).all()
    with pytest.raises(Conflict):
        way.bid(1)


def test_teams_at_work_are_stopped_with_their_challenge(way: Way) -> None:
    [bid] = way.working(bids=1)
    way.do(stop.terminate, Challenge, reason="政策调整。", actor=way.actor(way.officer))
    row = way.session.get_one(Bid, bid.id, populate_existing=True)
    assert (row.state, row.state_reason) == ("stopped", "政策调整。")


def test_an_unfilled_challenge_is_closed_with_a_reason(way: Way) -> None:
    way.opened(bids=0)
    way.do(stop.close_unfilled, Challenge, reason="改为自行研发。", actor=way.actor(way.county))
    assert way.challenge.state == "unfilled_closed"


def test_after_the_publicity_a_withdrawal_says_what_it_offers(way: Way) -> None:
    first, _second = way.publicised(bids=2)
    member = way.actor(way.member)
    for offer in (None, stop.Offer(5, "  "), stop.Offer(-1, "补偿。")):
        with pytest.raises(Invalid):
            way.do(stop.withdraw_challenge, Challenge, reason="停建。", actor=member, offer=offer)
    offer = stop.Offer(500_000, "按已发生费用补偿。")
    way.do(stop.withdraw_challenge, Challenge, reason="停建。", actor=member, offer=offer)
    assert way.session.get_one(Compensation, way.challenge_id).amount == 500_000
    bodies = [row.payload["body"] for row in way.session.scalars(select(OutboxMessage)) if "body" in row.payload]
    assert any("按已发生费用补偿" in body for body in bodies)
    assert way.session.get_one(Bid, first.id, populate_existing=True).state == "stopped"
