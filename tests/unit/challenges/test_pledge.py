"""军令状: whole, to the 分, revised with every confirmation anew, given up, stopped."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from matchmaker.challenges.models import BidState, Challenge, Payment, Profile
from matchmaker.challenges.pledge_content import PledgeTerms, hash_of
from matchmaker.challenges.queries import confirmations_of
from matchmaker.challenges.queries.pledges import versions_of
from matchmaker.challenges.services import milestone, place, pledge
from matchmaker.core import clock
from matchmaker.core.errors import Conflict, Invalid, NotFound, StaleVersion
from tests.unit.challenges.stage import STAGES, TERMS, WAN, Way

GAPS: list[tuple[dict[str, Any], str]] = [
    ({"team_duties": " "}, "team_duties"),
    ({"bureau_duties": ""}, "bureau_duties"),
    ({"leader_promise": ""}, "leader_promise"),
    ({"rewards": "奖" * 5001}, "rewards"),
    ({"amount": 0}, "amount"),
    ({"amount": 251 * WAN}, "amount"),
    ({"ends_on": date(2026, 1, 1)}, "ends_on"),
    ({"milestones": STAGES[:1]}, "milestones"),
    ({"milestones": STAGES[::-1]}, "milestones"),
    ({"ends_on": date(2027, 9, 29)}, "milestones"),
    ({"indicators": ()}, "indicators"),
    ({"lump_sum": True}, "excluded_spending"),
]


def terms(**changes: Any) -> PledgeTerms:
    return PledgeTerms(**{"amount": 200 * WAN, "milestones": STAGES, **TERMS, **changes})


def test_it_lacks_nothing_and_is_drawn_once(way: Way) -> None:
    [bid] = way.signing(bids=1)
    for change, field in GAPS:
        with pytest.raises(Invalid) as caught:
            way.draw(bid, **change)
        assert field in caught.value.fields
    row = way.draw(bid)
    assert row.number.startswith("JB340300-")
    with pytest.raises(Conflict):
        way.draw(bid)
    with pytest.raises(Invalid, match="签订"):
        way.do(pledge.start_work, Challenge, actor=way.actor(way.officer))


def test_a_revision_is_a_version_of_its_own_and_confirmations_lapse(way: Way) -> None:
    [bid] = way.signing(bids=1)
    row, city = way.draw(bid), way.actor(way.officer)
    way.confirm(row)
    seen = row.version
    assert len(confirmations_of(way.session, row)) == 3
    with pytest.raises(Invalid, match="标红"):
        way.do(pledge.revise_pledge, row, terms(), note=" ", actor=city)
    way.do(pledge.revise_pledge, row, terms(amount=180 * WAN), note="金额改为 180 万元。", actor=city, version=seen)
    assert confirmations_of(way.session, row) == {}
    texts = versions_of(way.session, row)
    assert [each.number for each in texts] == [2, 1]
    assert all(each.content_hash == hash_of(each.content) for each in texts)
    assert (texts[0].content["amount"], texts[1].content["amount"]) == (180 * WAN, 200 * WAN)
    assert row.text_hash == texts[0].content_hash
    with pytest.raises(StaleVersion):
        way.do(pledge.revise_pledge, row, terms(), note="旧页面。", actor=city, version=seen)


def test_the_issuer_draws_only_where_it_alone_pays(way: Way) -> None:
    [bid] = way.signing(bids=1)
    with pytest.raises(NotFound):
        way.do(pledge.draw_pledge, bid, terms(), actor=way.actor(way.member))


def test_a_firms_own_contract_has_two_parties(way: Way) -> None:
    [bid] = way.qualified(bids=1, profile=Profile.ENTERPRISE)
    issuer = way.actor(way.member)
    way.do(place.choose, Challenge, [bid.id], reason="更合适。", actor=issuer)
    row = way.do(pledge.draw_pledge, bid, terms(bureau_duties=""), actor=issuer)
    [text] = versions_of(way.session, row)
    assert [each["party"] for each in text.content["parties"]] == ["issuer", "team"]
    way.confirm(row)
    assert len(confirmations_of(way.session, row)) == 2


def test_a_team_gives_up_with_a_reason(way: Way) -> None:
    [bid] = way.working(bids=1)
    with pytest.raises(Invalid):
        way.do(pledge.give_up, bid, reason=" ", actor=way.actor(way.member_of(bid)))
    way.do(pledge.give_up, bid, reason="负责人病故。", actor=way.actor(way.member_of(bid)))
    way.session.refresh(bid)
    assert (bid.state, bid.state_reason) == ("withdrawn", "负责人病故。")


def test_what_is_paid_stays_when_the_work_is_stopped_early(way: Way) -> None:
    [bid] = way.working(bids=1)
    first, second = way.milestones()
    way.do(milestone.report, first, "已完成。", actor=way.team_of(first))
    way.review(first)
    city = way.actor(way.officer)
    way.do(milestone.pay, first, amount=first.amount, paid_on=clock.today(), actor=city)
    way.do(pledge.stop_bid, bid, reason="指标已无可能达到。", actor=city)
    way.session.refresh(bid)
    assert bid.state == BidState.STOPPED
    assert [row.amount for row in way.session.scalars(select(Payment))] == [first.amount]
    with pytest.raises(Conflict):
        way.do(milestone.report, second, "继续。", actor=way.actor(way.member_of(bid)))
    with pytest.raises(Conflict):
        way.do(pledge.stop_bid, bid, reason="再次。", actor=city)
