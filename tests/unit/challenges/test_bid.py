"""Who belongs to an opened bid."""

from __future__ import annotations

from matchmaker.challenges.models import Bid, Stage
from tests.unit.challenges.stage import Way


def judges(way: Way, bid: Bid) -> set[int]:
    """Of the experts, those whom the bid is given to."""
    assigned = way.session.merge(bid).scope.assigned
    return {expert.id for expert in way.experts if expert.id in assigned}


def test_a_bid_belongs_to_team_issuer_region_and_those_seated_to_judge_it(way: Way) -> None:
    [bid] = way.qualified(1)
    assert not judges(way, bid)
    way.seat(Stage.REVIEW, 5)
    way.session.expire_all()
    scope = way.session.merge(bid).scope
    assert scope.organizations == {way.teams[0].id}
    assert scope.parties == {way.issuer.id}
    assert scope.regions == {way.challenge.region_code}
    assert judges(way, bid) == {expert.id for expert in way.experts}
    way.challenge.judging += 1
    assert not judges(way, bid), "a new judging has seats of its own"
