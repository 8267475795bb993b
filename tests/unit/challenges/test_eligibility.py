"""Who may lead a bid, and why others may not."""

from __future__ import annotations

import pytest

from matchmaker.challenges.models import ChallengeTie, Profile, Tie
from matchmaker.challenges.queries.eligibility import bar_of
from matchmaker.organizations.models import OrganizationKind, OrganizationState
from tests.factories.organizations import make_organization
from tests.unit.challenges.stage import Way


@pytest.mark.parametrize(
    ("profile", "tie", "said"),
    [
        (Profile.GOVERNMENT, None, ""),
        (Profile.GOVERNMENT, Tie.AFFILIATE, "关联单位"),
        (Profile.UNIVERSITY, None, "受邀高校"),
        (Profile.UNIVERSITY, Tie.INVITED, ""),
    ],
)
def test_ties_decide(way: Way, profile: Profile, tie: Tie | None, said: str) -> None:
    way.drafted(profile)
    team = way.teams[0]
    if tie is not None:
        row = ChallengeTie(challenge_id=way.challenge_id, organization_id=team.id, kind=tie)
        way.do(lambda inner: inner.add(row))
    bar = bar_of(way.session, way.challenge, team)
    assert said in bar
    assert bool(bar) == bool(said)


def test_the_issuer_and_the_unverified_may_not(way: Way) -> None:
    way.drafted()
    assert "发榜单位" in bar_of(way.session, way.challenge, way.issuer)
    newcomer = way.do(make_organization, OrganizationKind.ENTERPRISE, state=OrganizationState.UNVERIFIED)
    assert "核验" in bar_of(way.session, way.challenge, newcomer)
