"""Bids of the present posting, in the opening's order."""

from __future__ import annotations

from matchmaker.challenges.models import BidState
from matchmaker.challenges.queries import bids_of, live_bids
from matchmaker.challenges.services import qualify
from tests.unit.challenges.stage import Way


def test_bids_come_in_their_order_and_ended_ones_are_not_live(way: Way) -> None:
    rows = way.opened(bids=3)
    way.do(qualify.refuse, rows[1], reason="缺少资质。", actor=way.actor(way.county))
    assert [bid.position for bid in bids_of(way.session, way.challenge)] == [1, 2, 3]
    assert [bid.position for bid in live_bids(way.session, way.challenge)] == [1, 3]
    assert [bid.position for bid in bids_of(way.session, way.challenge, [BidState.REFUSED])] == [2]
