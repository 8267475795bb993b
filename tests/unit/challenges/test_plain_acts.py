"""One table of steps that ask for no particulars."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchmaker.challenges.case_links import ACT_PAGES
from matchmaker.challenges.models import Challenge, ChallengeState
from matchmaker.challenges.services.plain_acts import PLAIN_ACTS, act
from matchmaker.challenges.workflow import CHALLENGE
from matchmaker.config import Settings
from matchmaker.core.errors import StaleVersion
from tests.unit.challenges.stage import make_way


def test_every_plain_act_is_a_step_of_the_workflow_and_has_no_other_page() -> None:
    known = {step.action for step in CHALLENGE.transitions}
    assert PLAIN_ACTS.keys() <= known
    assert ACT_PAGES.keys() <= known - PLAIN_ACTS.keys()


def test_who_saw_an_older_state_is_told(session: Session, settings: Settings) -> None:
    way = make_way(session, settings.data_dir).drafted()
    seen, member = way.challenge.version, way.actor(way.member)
    way.do(act, Challenge, "submit", reason="", version=seen, actor=member)
    assert way.challenge.state == ChallengeState.COLLECTING
    with pytest.raises(StaleVersion):
        way.do(act, Challenge, "withdraw", reason="另有安排。", version=seen, actor=member)
