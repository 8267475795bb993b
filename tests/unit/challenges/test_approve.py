"""Approval fixes mode, places, and the money the rule asked for."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from matchmaker.challenges.models import Challenge, Mode
from matchmaker.challenges.services.approve import approve
from matchmaker.core.errors import Conflict, Invalid, NotFound, StaleVersion
from matchmaker.core.unit_of_work import transact
from tests.unit.challenges.stage import WAN, Way


@pytest.mark.parametrize("given", [{"race_reason": " ", "places": 2}, {"race_reason": "难度大。", "places": 1}])
def test_a_race_has_a_reason_and_runners(way: Way, given: dict[str, Any]) -> None:
    way.argued()
    with pytest.raises(Invalid):
        way.do(approve, Challenge, mode=Mode.RACE, **given, actor=way.actor(way.officer))


def test_what_the_rule_asked_for_stays_and_holds(way: Way) -> None:
    way.argued()
    with pytest.raises(NotFound):
        way.do(approve, Challenge, mode=Mode.SINGLE, actor=way.actor(way.county))
    way.do(approve, Challenge, mode=Mode.SINGLE, places=5, actor=way.actor(way.officer))
    row = way.challenge
    assert (row.places, row.minimum_own_funds, row.minimum_solver_share) == (1, 400 * WAN, 40 * WAN)
    with pytest.raises(Conflict):
        way.do(approve, Challenge, mode=Mode.SINGLE, actor=way.actor(way.officer))
    less = update(Challenge).values(own_funds=400 * WAN - 1)
    with pytest.raises(IntegrityError):
        transact(way.session, lambda inner: inner.execute(less))


def test_each_shortfall_is_told_at_its_field(way: Way) -> None:
    way.argued()
    money = {"reward": None, "own_funds": 399 * WAN, "public_funds": 100 * WAN, "solver_share": 39 * WAN}
    for given, fields in (
        (money, ["reward"]),
        ({**money, "reward": 300 * WAN}, ["criteria", "own_funds", "solver_share"]),
        ({**money, "reward": 300 * WAN, "solver_share": 101 * WAN}, ["criteria", "solver_share"]),
    ):
        criteria = [{"name": "方案", "weight": 99}] if given["reward"] else None
        with pytest.raises(Invalid) as caught:
            way.do(approve, Challenge, mode=Mode.SINGLE, money=given, criteria=criteria, actor=way.actor(way.officer))
        assert sorted(caught.value.fields) == fields
    assert way.challenge.own_funds == 400 * WAN
    with pytest.raises(StaleVersion):
        way.do(approve, Challenge, mode=Mode.SINGLE, actor=way.actor(way.officer), version=1)
