"""包干制: declared by the team, never on the negative list, never above the contract."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from matchmaker.challenges.models import Bid
from matchmaker.challenges.services.sign_pledge import sign_pledge
from matchmaker.challenges.services.spend import declare_spending, declared, withdraw_spending
from matchmaker.core import clock
from matchmaker.core.errors import Conflict, Invalid, NotFound
from tests.unit.challenges.stage import WAN, Way, sealed

GOOD: dict[str, Any] = {"category": "material", "amount": 3 * WAN, "note": "树脂和固化剂"}


def lump_sum(way: Way) -> tuple[Bid, Any]:
    [bid] = way.signing(bids=1)
    row = way.draw(bid, lump_sum=True, excluded_spending="罚款、捐款")
    way.confirm(row)
    way.do(sign_pledge, row, sealed(way), actor=way.actor(way.officer))
    return bid, row


def test_what_is_forbidden_too_much_or_out_of_time_is_refused_at_its_field(way: Way) -> None:
    bid, row = lump_sum(way)
    team, today = way.actor(way.member_of(bid)), clock.today()
    gaps: list[tuple[dict[str, Any], str]] = [
        ({"note": "环保罚款"}, "note"),
        ({"note": " "}, "note"),
        ({"category": "fun"}, "category"),
        ({"amount": 0}, "amount"),
        ({"amount": 200 * WAN + 1}, "amount"),
        ({"spent_on": today + timedelta(days=1)}, "spent_on"),
        ({"spent_on": today - timedelta(days=1)}, "spent_on"),
    ]
    for change, field in gaps:
        with pytest.raises(Invalid) as caught:
            way.do(declare_spending, row, **{**GOOD, "spent_on": today, **change}, actor=team)
        assert list(caught.value.fields) == [field]
    with pytest.raises(NotFound):
        way.do(declare_spending, row, **GOOD, spent_on=today, actor=way.actor(way.members[1]))


def test_a_declaration_counts_until_it_is_taken_back(way: Way) -> None:
    bid, row = lump_sum(way)
    given: dict[str, Any] = {"spent_on": clock.today(), "actor": way.actor(way.member_of(bid))}
    way.do(declare_spending, row, **{**GOOD, "amount": 199 * WAN}, **given)
    second = way.do(declare_spending, row, **{**GOOD, "amount": WAN}, **given)
    with pytest.raises(Invalid):
        way.do(declare_spending, row, **{**GOOD, "amount": 1}, **given)
    way.do(withdraw_spending, second, actor=given["actor"])
    assert declared(way.session, row) == 199 * WAN
    with pytest.raises(Conflict):
        way.do(withdraw_spending, second, actor=given["actor"])


def test_without_a_lump_sum_there_is_nothing_to_declare(way: Way) -> None:
    [bid] = way.signing(bids=1)
    row = way.sign(bid)
    with pytest.raises(Conflict):
        way.do(declare_spending, row, **GOOD, spent_on=clock.today(), actor=way.actor(way.member_of(bid)))
