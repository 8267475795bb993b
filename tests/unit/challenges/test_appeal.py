"""An appeal is against a decision, in time, and once; the finding has reasons and consequences."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from matchmaker.challenges.models import Appeal, Bid, Challenge
from matchmaker.challenges.services import appeal, argue, stop
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Forbidden, Invalid, NotFound
from tests.support.preparing import submitted
from tests.unit.challenges.stage import Way


def test_only_a_decision_is_appealed_against_in_time_and_once(way: Way) -> None:
    submitted(way)
    member = way.actor(way.member)
    with pytest.raises(Conflict, match="没有可以申诉"):
        way.do(appeal.raise_appeal, Challenge, "不服。", actor=member)
    way.do(argue.veto, Challenge, reason="不属于共性难题。", actor=way.actor(way.officer))
    with pytest.raises(NotFound):
        way.do(appeal.raise_appeal, Challenge, "不服。", actor=way.actor(way.members[0]))
    with pytest.raises(Invalid):
        way.do(appeal.raise_appeal, Challenge, " ", actor=member)
    with clock.frozen(clock.now() + timedelta(days=17)), pytest.raises(Conflict, match="申诉期已过"):
        way.do(appeal.raise_appeal, Challenge, "不服。", actor=member)
    first = way.do(appeal.raise_appeal, Challenge, "不服。", actor=member)
    with pytest.raises(Conflict, match="正在处理"):
        way.do(appeal.raise_appeal, Challenge, "不服。", actor=member)
    way.do(lambda inner: appeal.withdraw_appeal(inner, inner.get_one(Appeal, first.id), actor=member))
    again = way.do(appeal.raise_appeal, Challenge, "再次申诉。", actor=member)

    def find(outcome: str, who: Actor, consequences: str = "维持。") -> None:
        given: dict[str, Any] = {"finding": "查明。", "consequences": consequences, "actor": who}
        way.do(lambda inner: appeal.find(inner, inner.get_one(Appeal, again.id), outcome, **given))

    with pytest.raises(Forbidden):
        find("uphold", member)
    with pytest.raises(NotFound):
        find("dismiss", way.actor(way.county))
    with pytest.raises(Invalid):
        find("dismiss", way.actor(way.officer), " ")
    find("dismiss", way.actor(way.officer))
    with pytest.raises(Conflict):
        find("uphold", way.actor(way.officer))


def test_a_stopped_team_appeals_about_its_bid(way: Way) -> None:
    [bid] = way.working(bids=1)
    way.do(stop.terminate, Challenge, reason="政策调整。", actor=way.actor(way.officer))
    place = [unit.id for unit in way.teams].index(bid.organization_id)
    actor = way.actor(way.members[place])
    row = way.do(lambda inner: appeal.raise_appeal(inner, inner.get_one(Bid, bid.id), "进度正常。", actor=actor))
    assert (row.decision, row.bid_id, row.organization_id) == ("stop", bid.id, bid.organization_id)
