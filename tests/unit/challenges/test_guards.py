"""What is missing for a step is said in words."""

from __future__ import annotations

from typing import Any

import pytest

from matchmaker.challenges.models import Challenge, Opinion, Stage
from matchmaker.challenges.services import argue, form_panel, prepare, score
from matchmaker.challenges.services.guards import required_funds
from matchmaker.core.errors import Invalid
from tests.unit.challenges.stage import WAN, Way


def test_a_draft_with_gaps_is_not_submitted(way: Way) -> None:
    way.drafted()
    gaps: list[dict[str, Any]] = [{"goal": " "}, {"months": None}, {"indicators": []}]
    for gap in gaps:
        whole = {"goal": "目标", "months": 9, "indicators": [{"name": "温度", "target": "120"}]}
        way.do(prepare.fill_challenge, Challenge, {**whole, **gap}, actor=way.actor(way.member))
        with pytest.raises(Invalid, match="齐全"):
            way.do(prepare.submit_challenge, Challenge, actor=way.actor(way.member))


def test_need_and_money_must_both_convince_a_panel_large_enough(way: Way) -> None:
    way.drafted()
    way.do(prepare.submit_challenge, Challenge, actor=way.actor(way.member))
    way.do(prepare.prescreen, Challenge, actor=way.actor(way.county))
    way.seat(Stage.ARGUMENT, 3)
    first, second, third = way.seats(Stage.ARGUMENT)
    way.opine(first)
    way.opine(second)
    with pytest.raises(Invalid, match="论证"):
        way.do(argue.conclude_argument, Challenge, actor=way.actor(way.county))
    given = {"on_need": Opinion.PASS, "on_funds": Opinion.REFINE, "comment": "资金不实。"}
    way.do(argue.give_opinion, third, **given, actor=way.expert(third))
    way.do(argue.conclude_argument, Challenge, actor=way.actor(way.county))
    assert way.challenge.state == "argued"


def test_the_citys_rule_for_the_funds_rounds_up(way: Way) -> None:
    row = way.drafted().challenge
    assert required_funds(way.session, row) == (400 * WAN, 40 * WAN)
    row.public_funds, row.solver_share = 101, 41
    assert required_funds(way.session, row) == (404, 41)
    way.session.rollback()


def test_a_review_needs_an_odd_panel_that_has_declared_itself(way: Way) -> None:
    way.qualified(bids=1)
    with pytest.raises(Invalid, match="奇数"):
        way.do(score.start_review, Challenge, actor=way.actor(way.county))
    way.seat(Stage.REVIEW, 5)
    last = way.seats(Stage.REVIEW)[-1]
    way.do(form_panel.declare_conflict, last, conflict=True, note="同门。", actor=way.expert(last))
    with pytest.raises(Invalid, match="奇数"):
        way.do(score.start_review, Challenge, actor=way.actor(way.county))
