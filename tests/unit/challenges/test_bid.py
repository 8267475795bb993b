"""Who belongs to an opened bid."""

from __future__ import annotations

from matchmaker.challenges.models import Stage
from tests.unit.challenges.stage import Way


def test_a_bid_belongs_to_team_issuer_region_and_those_seated_to_judge_it(way: Way) -> None:
    [bid] = way.qualified(1)
    assert way.session.merge(bid).scope.assigned == frozenset()
    way.seat(Stage.REVIEW, 5)
    way.session.expire_all()
    scope = way.session.merge(bid).scope
    assert scope.organizations == {way.teams[0].id}
    assert scope.parties == {way.issuer.id}
    assert scope.regions == {way.challenge.region_code}
    assert scope.assigned == {expert.id for expert in way.experts}
    way.challenge.judging += 1
    assert way.session.merge(bid).scope.assigned == frozenset(), "a new judging has seats of its own"
