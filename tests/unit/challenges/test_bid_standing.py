"""A team sees where it stands, and only where it stands."""

from __future__ import annotations

import pytest

from matchmaker.challenges.bid_standing import chosen_team, opened_bids, sealed_standings, standing_of
from matchmaker.core.errors import NotFound
from tests.unit.challenges.stage import Way


def test_a_team_stands_where_its_acts_left_it(way: Way) -> None:
    way.approved()
    way.make_keys()
    way.post()

    def standing(team: int = 0) -> tuple[bool, int]:
        found = standing_of(way.session, way.challenge, way.teams[team], keys=way.keys)
        return found.is_live, found.position.number

    assert standing() == (False, 0)
    way.bid(0)
    assert (standing(), standing(1)) == ((True, 1), (False, 0))
    way.withdraw(0)
    assert standing() == (False, 2)
    [listed] = sealed_standings(way.session, way.teams, keys=way.keys)
    assert (listed.team.id, listed.is_live) == (way.teams[0].id, False)
    way.bid(0)
    way.close()
    [bid] = way.open()
    found = standing_of(way.session, way.challenge, way.teams[0], keys=way.keys)
    assert (found.bid, found.may_write, found.may_seal) == (bid, False, False)
    assert opened_bids(way.session, [way.teams[0].id]) == [bid]
    assert opened_bids(way.session, [way.teams[1].id]) == []
    assert sealed_standings(way.session, way.teams, keys=way.keys) == []


def test_one_bids_for_one_s_own_units_only(way: Way) -> None:
    actor = way.actor(way.members[0])
    assert chosen_team(way.session, actor, None).id == way.teams[0].id
    assert chosen_team(way.session, actor, way.teams[0].id).id == way.teams[0].id
    with pytest.raises(NotFound):
        chosen_team(way.session, actor, way.teams[1].id)
    with pytest.raises(NotFound):
        chosen_team(way.session, way.actor(way.officer), None)
