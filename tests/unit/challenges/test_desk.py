"""What comes next, whose turn it is, and what has waited too long."""

from __future__ import annotations

from datetime import timedelta

import pytest

from matchmaker.challenges.desk import Case, cases, next_step
from matchmaker.challenges.models import ENDED, Challenge, ChallengeState, Mode, Profile
from matchmaker.challenges.queries.desk import of_issuer, of_region, to_authorize
from matchmaker.challenges.services import approve
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from tests.unit.challenges.stage import Way


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("state", ChallengeState)
def test_every_state_but_an_end_has_a_next_step(state: ChallengeState, profile: Profile) -> None:
    skipped = {ChallengeState.ARGUED, ChallengeState.REVIEWING, ChallengeState.RANKED, ChallengeState.PUBLICISED}
    never = profile is Profile.ENTERPRISE and state in skipped
    assert (next_step(state, profile) is None) == (state in ENDED or never)


def seen(way: Way, actor: Actor, *, late: bool = False) -> Case:
    before = clock.now() + timedelta(hours=1) if late else clock.now() - timedelta(days=9)
    mine = set(way.session.scalars(to_authorize(actor.user_id)))
    return cases(of_region(way.session, actor), actor, to_authorize=mine, late_before=before)[0]


def test_the_turn_is_the_citys_then_the_countys_then_the_named_officers(way: Way) -> None:
    way.argued()
    assert seen(way, way.actor(way.officer)).marks == ("mine",)
    waiting = seen(way, way.actor(way.county), late=True)
    assert (waiting.marks, waiting.whose) == (("late",), "市科技局")
    way.do(approve.approve, Challenge, mode=Mode.SINGLE, actor=way.actor(way.officer))
    assert seen(way, way.actor(way.county)).step == "张榜"
    way.make_keys()
    way.post()
    assert seen(way, way.actor(way.county), late=True).marks == ()
    way.close()
    assert seen(way, way.actor(way.holders[0])).marks == ("mine",)
    way.authorize(0)
    assert seen(way, way.actor(way.holders[0])).marks == ()
    assert [row.id for row, _name in of_issuer(way.session, way.actor(way.member))] == [way.challenge_id]
    assert of_issuer(way.session, way.actor(way.members[0])) == []
