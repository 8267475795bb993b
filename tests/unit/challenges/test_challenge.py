"""Who belongs to a challenge."""

from __future__ import annotations

from tests.unit.challenges.stage import Way


def test_a_challenge_belongs_to_issuer_region_and_those_who_hold_its_key(way: Way) -> None:
    way.approved()
    assert not any(holder.id in way.challenge.scope.assigned for holder in way.holders)
    way.make_keys()
    way.session.expire_all()
    scope = way.challenge.scope
    assert all(holder.id in scope.assigned for holder in way.holders)
    assert way.officer.id not in scope.assigned
    assert scope.organizations == {way.issuer.id}
    assert scope.regions == {way.challenge.region_code}
    assert way.challenge.city_code == way.challenge.region_code[:4] + "00"
