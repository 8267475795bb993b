"""An eliminated team is heard once, in time, and answered once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from matchmaker.challenges.models import Bid, BidState, BidStatement, Mode
from matchmaker.challenges.services import statement
from matchmaker.core import clock
from matchmaker.core.errors import Conflict, DeadlinePassed, Invalid, NotFound
from tests.unit.challenges.endgame import run_round
from tests.unit.challenges.stage import Way


def test_a_team_is_heard_once_and_answered_once(way: Way) -> None:
    rows = sorted(way.working(bids=2, mode=Mode.RACE, places=2), key=lambda bid: bid.position)
    city = way.actor(way.officer)
    run_round(way, 90, 80, keep=1)
    stays, out = rows
    speakers = {unit.id: way.actor(member) for unit, member in zip(way.teams, way.members, strict=True)}
    mine, others = speakers[out.organization_id], speakers[stays.organization_id]
    with pytest.raises(Conflict, match="被淘汰"):
        way.do(statement.make_statement, stays, "不服。", actor=others)
    with pytest.raises(NotFound):
        way.do(statement.make_statement, out, "冒名。", actor=others)
    with pytest.raises(Invalid):
        way.do(statement.make_statement, out, " ", actor=mine)
    with clock.frozen(clock.now() + timedelta(days=30)), pytest.raises(DeadlinePassed):
        way.do(statement.make_statement, out, "试样不同。", actor=mine)
    way.do(statement.make_statement, out, "试样不同。", actor=mine)
    with pytest.raises(Conflict, match="已经陈述"):
        way.do(statement.make_statement, out, "再说一次。", actor=mine)
    with pytest.raises(NotFound):
        way.do(statement.answer_statement, out, "由发榜单位答复。", actor=way.actor(way.member))
    with pytest.raises(Invalid):
        way.do(statement.answer_statement, out, "", actor=city)
    way.do(statement.answer_statement, out, "试样同批。", actor=city)
    with pytest.raises(Conflict):
        way.do(statement.answer_statement, out, "再答。", actor=city)
    row = way.session.get_one(BidStatement, out.id, populate_existing=True)
    assert (row.body, row.answer) == ("试样不同。", "试样同批。")
    assert way.session.get_one(Bid, out.id, populate_existing=True).state == BidState.ELIMINATED
