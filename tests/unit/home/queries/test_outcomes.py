"""What open challenges leave for officers to do, and only for those of the region."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from matchmaker.challenges.models import Mode
from matchmaker.challenges.services import settle_bid, statement
from matchmaker.config import Settings
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.home.queries import outcomes
from tests.factories.accounts import make_officer
from tests.unit.challenges.endgame import run_round
from tests.unit.challenges.stage import WAN, Way, make_way


def ids(way: Way, query: Any, actor: Actor) -> list[int]:
    return [row.id for row in way.session.execute(query(actor))]


def test_who_left_is_settled_and_who_spoke_is_answered(session: Session, settings: Settings) -> None:
    way = make_way(session, settings.data_dir)
    _stays, out = sorted(way.working(bids=2, mode=Mode.RACE, places=2), key=lambda bid: bid.position)
    run_round(way, 90, 80, keep=1)
    speakers = {unit.id: member for unit, member in zip(way.teams, way.members, strict=True)}
    way.do(statement.make_statement, out, "试样不同。", actor=way.actor(speakers[out.organization_id]))
    county, stranger = way.actor(way.county), way.actor(make_officer(session, "340400"))
    for query in (outcomes.to_settle, outcomes.statements):
        assert ids(way, query, county) == [out.id]
        assert ids(way, query, stranger) == []
    given: dict[str, Any] = {"value": WAN, "reason": "小试七成。", "agreed_on": clock.today()}
    way.do(settle_bid.settle_bid, out, **given, actor=county)
    assert ids(way, outcomes.to_settle, county) == [out.id]
    way.do(settle_bid.pay_settlement, out, paid_on=clock.today(), actor=county)
    assert ids(way, outcomes.to_settle, county) == []
