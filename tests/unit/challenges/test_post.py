"""What is posted stands as it was posted; corrections are versions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from matchmaker.challenges.models import Challenge, ChallengeVersion, Stage
from matchmaker.challenges.services import post
from matchmaker.challenges.services.form_panel import form_panel
from matchmaker.core import clock
from matchmaker.core.errors import Conflict, Invalid
from tests.factories.base import MAKER
from tests.unit.challenges.stage import Way
from tests.unit.challenges.test_form_panel import judges


def test_a_challenge_is_posted_with_a_key_and_time_enough(way: Way) -> None:
    way.approved()
    now, actor = clock.now(), way.actor(way.officer)

    def attempt(days: int) -> None:
        dates = {"receiving_from": now, "closes_at": now + timedelta(days=days)}
        way.do(post.post, way.challenge_id, **dates, keys=way.keys, actor=actor)

    with pytest.raises(Invalid, match="密钥"):
        attempt(20)
    way.make_keys()
    with pytest.raises(Invalid, match="天数"):
        attempt(14)
    with pytest.raises(Invalid, match="标红"):
        attempt(0)
    attempt(20)
    assert way.challenge.state == "posted"


def test_a_correction_is_a_version_of_text_only(way: Way) -> None:
    way.receiving()
    actor = way.actor(way.county)
    way.do(post.correct, way.challenge_id, {"problem": "更正后的问题。"}, note="笔误。", actor=actor)
    for values, note in (({"reward": "1"}, "加钱。"), ({"goal": "别的"}, " "), ({}, "没有。")):
        with pytest.raises(Invalid):
            way.do(post.correct, way.challenge_id, values, note=note, actor=actor)
    first, second = way.session.scalars(select(ChallengeVersion).order_by(ChallengeVersion.number))
    assert first.content["problem"] != second.content["problem"] == "更正后的问题。"
    assert first.content_hash != second.content_hash
    way.close()
    with pytest.raises(Conflict):
        way.do(post.correct, way.challenge_id, {"goal": "别的"}, note="迟了。", actor=actor)
    with pytest.raises(Conflict):
        way.do(post.start_receiving, way.challenge_id, actor=MAKER)


def test_posted_again_the_panel_begins_anew(way: Way) -> None:
    way.receiving()
    way.do(form_panel, Challenge, Stage.REVIEW, judges(way, 5), actor=way.actor(way.county))
    way.close()
    assert way.open() == []
    way.make_keys()
    way.post()
    assert way.challenge.state == "receiving"
    assert way.seats(Stage.REVIEW) == []
