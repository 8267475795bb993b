"""Where a challenge stands, in the public's four words."""

from __future__ import annotations

from matchmaker.challenges.models import ENDED, ChallengeState
from matchmaker.challenges.stages import STAGES, TONES, stage_of


def test_every_state_has_a_colour_and_every_live_state_a_stage() -> None:
    assert TONES.keys() == set(ChallengeState)
    assert [state for state in ChallengeState if state not in ENDED and stage_of(state) < 0] == []


def test_no_state_stands_in_two_stages() -> None:
    states = [state for _label, members in STAGES for state in members]
    assert len(states) == len(set(states))


def test_a_settled_challenge_has_all_behind_it_and_a_withdrawn_one_stands_nowhere() -> None:
    assert stage_of(ChallengeState.SETTLED) == len(STAGES)
    assert stage_of(ChallengeState.WITHDRAWN) == -1
