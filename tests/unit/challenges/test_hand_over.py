"""After the last payment the contract stands in the ledger once."""

from __future__ import annotations

from sqlalchemy import select

from matchmaker.challenges.models import BidState, Challenge, FollowUp, Mode
from matchmaker.challenges.services import conclude, settle_bid
from matchmaker.core import clock
from matchmaker.deals.contracts.models import Contract
from matchmaker.deals.contracts.queries import contracts_of_origin
from tests.unit.challenges.endgame import run_round
from tests.unit.challenges.stage import WAN, Way
from tests.unit.challenges.test_whole_way import finish, pass_and_pay


def test_who_met_the_indicators_has_a_contract_and_the_winner_is_asked_later(way: Way) -> None:
    runners = way.working(bids=3, mode=Mode.RACE, places=3)
    won, second, out = sorted(runners, key=lambda bid: bid.position)
    city = way.actor(way.officer)
    run_round(way, 90, 80, 70, keep=2)
    given = {"value": 10 * WAN, "reason": "小试七成。", "agreed_on": clock.today(), "actor": city}
    way.do(settle_bid.settle_bid, out, **given)
    way.do(settle_bid.pay_settlement, out, paid_on=clock.today(), actor=city)
    for bid in (won, second):
        pass_and_pay(way, bid)
    finish(way, {won.id: BidState.PASSED, second.id: BidState.RUNNER_UP})
    way.do(conclude.conclude, Challenge, reason="达标。", actor=city)
    way.do(conclude.settle, Challenge, reason="付清。", actor=way.actor(way.county))
    rows = contracts_of_origin(way.session, "challenge", way.challenge_id)
    assert {row.seller_organization_id for row in rows} == {won.organization_id, second.organization_id}
    for row in rows:
        assert (row.ledger, row.kind, row.development_mode) == ("platform", "development", "commissioned")
        assert (row.amount, row.received, row.technology_amount) == (200 * WAN, 200 * WAN, None)
        assert row.buyer_organization_id == way.issuer.id
    assert len(way.session.scalars(select(Contract)).all()) == 2
    asked = way.session.execute(select(FollowUp.bid_id, FollowUp.months).order_by(FollowUp.months)).all()
    assert [tuple(row) for row in asked] == [(won.id, 6), (won.id, 12), (won.id, 24)]
