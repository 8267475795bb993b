"""Ties are read by their kind."""

from __future__ import annotations

from matchmaker.challenges.models import Challenge, Tie
from matchmaker.challenges.queries.ties import ties_of
from matchmaker.challenges.services.prepare import set_ties
from tests.unit.challenges.stage import Way


def test_affiliates_are_no_guests(way: Way) -> None:
    way.drafted()
    unit = way.teams[0]
    way.do(set_ties, Challenge, Tie.AFFILIATE, [unit.id], actor=way.actor(way.member))
    assert ties_of(way.session, way.challenge, Tie.AFFILIATE) == {unit.id: unit.name}
    assert ties_of(way.session, way.challenge, Tie.INVITED) == {}
