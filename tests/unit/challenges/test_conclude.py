"""Conclusions rest on milestones, and every team gets one."""

from __future__ import annotations

import pytest

from matchmaker.challenges.models import Bid, BidState, Challenge
from matchmaker.challenges.services import conclude
from matchmaker.core.errors import Conflict, Invalid
from tests.unit.challenges.stage import Way


def test_nobody_passes_with_a_milestone_open_and_nothing_is_concluded_over_a_team(way: Way) -> None:
    [bid] = way.working(bids=1)
    city = way.actor(way.officer)
    with pytest.raises(Conflict, match="验收时"):
        way.do(conclude.conclude_bid, bid, BidState.FAILED_DILIGENT, reason="未达标。", actor=city)
    way.do(conclude.start_acceptance, Challenge, actor=way.actor(way.county))
    with pytest.raises(Invalid, match="节点"):
        way.do(conclude.conclude_bid, bid, BidState.PASSED, reason="达标。", actor=city)
    with pytest.raises(Invalid, match="节点"):
        way.do(conclude.conclude_bid, bid, BidState.RUNNER_UP, reason="达标。", actor=city)
    with pytest.raises(Invalid, match="结论"):
        way.do(conclude.conclude, Challenge, reason="完。", actor=city)
    with pytest.raises(Invalid) as refused:
        way.do(conclude.conclude_bid, bid, BidState.FAILED_DILIGENT, reason="未达标。", actor=city)
    assert refused.value.fields.keys() == {"diligence"}
    given = {"reason": "未达标。", "diligence": "投入和过程记录齐全。", "actor": city}
    way.do(conclude.conclude_bid, bid, BidState.FAILED_DILIGENT, **given)
    assert way.session.get_one(Bid, bid.id, populate_existing=True).state_reason.endswith("记录齐全。")
    way.do(conclude.conclude, Challenge, reason="未成。", actor=city)
    way.do(conclude.settle, Challenge, reason="无应付。", actor=way.actor(way.county))
    assert way.challenge.state == "settled"
