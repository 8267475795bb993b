"""军令状: whole, to the 分, and signed with a scan."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.challenges.bid_content import Stage
from matchmaker.challenges.models import Challenge
from matchmaker.challenges.services import pledge
from matchmaker.core import clock
from matchmaker.core.errors import Conflict, Invalid
from tests.unit.challenges.stage import STAGES, WAN, Way

SHARES = st.lists(st.integers(1, 60), min_size=1, max_size=6).map(
    lambda parts: [*parts, 100 - sum(parts)] if sum(parts) < 100 else [100]
)


@given(st.integers(1, 10**12), SHARES)
def test_milestones_make_up_the_amount_to_the_fen(amount: int, shares: list[int]) -> None:
    stages = [Stage("节点", STAGES[0].due_on, share) for share in shares]
    made = pledge.milestones_of(amount, stages)
    assert sum(each.amount for each in made) == amount
    assert all(each.amount >= 0 for each in made)


GAPS: list[tuple[dict[str, Any], str]] = [
    ({"duties": " "}, "duties"),
    ({"leader_promise": ""}, "leader_promise"),
    ({"amount": 0}, "amount"),
    ({"amount": 251 * WAN}, "amount"),
    ({"milestones": STAGES[:1]}, "milestones"),
    ({"lump_sum": True}, "excluded_spending"),
]


def test_it_lacks_nothing_counts_with_the_stamped_scan_and_only_then_work_begins(way: Way) -> None:
    [bid] = way.signing(bids=1)
    city = way.actor(way.officer)
    for change, field in GAPS:
        with pytest.raises(Invalid) as caught:
            way.draw(bid, **change)
        assert list(caught.value.fields) == [field]
    row = way.draw(bid)
    with pytest.raises(Conflict):
        way.draw(bid)
    with pytest.raises(Invalid, match="签订"):
        way.do(pledge.start_work, Challenge, actor=city)
    today = clock.today()
    for day, scan in ((today, "short"), (today + timedelta(days=1), "a" * 64)):
        with pytest.raises(Invalid):
            way.do(pledge.sign_pledge, row, signed_on=day, scan_hash=scan, actor=city)
    way.do(pledge.sign_pledge, row, signed_on=today, scan_hash="a" * 64, actor=city)
    with pytest.raises(Conflict):
        way.do(pledge.sign_pledge, row, signed_on=today, scan_hash="b" * 64, actor=city)
    way.do(pledge.start_work, Challenge, actor=city)
    team = way.actor(next(m for m, u in zip(way.members, way.teams, strict=True) if u.id == bid.organization_id))
    way.do(pledge.give_up, bid, reason="负责人病故。", actor=team)
    way.session.refresh(bid)
    assert (bid.state, bid.state_reason) == ("withdrawn", "负责人病故。")
