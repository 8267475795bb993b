"""A team's place among the envelopes is found with the installation's secret only."""

from __future__ import annotations

from matchmaker.challenges.queries import Position, acted_in, known_blobs, position_of, sealed_rows
from matchmaker.challenges.services.sealed_acts import KINDS, replace_bid
from tests.unit.challenges.stage import Way


def test_a_team_finds_its_own_last_act(way: Way) -> None:
    way.receiving()
    unit = way.teams[0].id

    def where(blinding: bytes = way.keys.blinding) -> Position:
        way.session.rollback()
        return position_of(way.session, way.challenge_id, unit, blinding=blinding, kinds=KINDS)

    assert where() == Position()
    way.bid(0)
    assert where() == Position(1, "bid")
    way.bid(0, act=replace_bid)
    way.withdraw(0)
    assert where() == Position(3, "withdrawal")
    assert where(b"x" * 32) == Position()
    ids = [row.id for row in sealed_rows(way.session, way.challenge_id)]
    assert ids == sorted(ids)
    assert len(known_blobs(way.session)) == len(ids)


def test_where_a_team_acted_is_found_among_many_challenges(way: Way) -> None:
    way.receiving()
    way.bid(0)
    way.bid(0, act=replace_bid)
    way.session.rollback()
    asked = [way.challenge_id, way.challenge_id + 1]
    mine, other = way.teams[0].id, way.teams[1].id
    assert acted_in(way.session, asked, mine, blinding=way.keys.blinding) == {way.challenge_id}
    assert acted_in(way.session, asked, other, blinding=way.keys.blinding) == set()
