"""Who keeps a key, and who could be asked to."""

from __future__ import annotations

from matchmaker.challenges.queries.keyholders import holders, nameable
from tests.factories.accounts import make_officer
from tests.unit.challenges.stage import Way


def test_people_of_the_region_can_be_named_and_those_named_are_told(way: Way) -> None:
    way.approved()
    stranger = make_officer(way.session, "340400")
    logins = {each.login for each in nameable(way.session, way.challenge)}
    assert {way.officer.login, way.county.login} <= logins
    assert stranger.login not in logins
    assert holders(way.session, way.challenge_id) == []
    way.make_keys()
    way.session.rollback()
    assert [each.login for each in holders(way.session, way.challenge_id)] == [each.login for each in way.holders]
