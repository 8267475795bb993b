"""A draft is kept as a whole; units are found by name or code, and refused at their row."""

from __future__ import annotations

import pytest

from matchmaker.challenges import completeness
from matchmaker.challenges.models import Challenge, Tie
from matchmaker.challenges.queries.ties import ties_of
from matchmaker.challenges.services.draft import Draft, save_draft, submit_draft
from matchmaker.core.errors import Invalid
from tests.unit.challenges.stage import Way


def test_units_are_told_apart_row_by_row(way: Way) -> None:
    way.drafted()
    member, first, second = way.actor(way.member), way.teams[0], way.teams[1]
    wrong = {Tie.AFFILIATE: ["", "没有这个单位"], Tie.INVITED: [way.issuer.name]}
    with pytest.raises(Invalid) as caught:
        way.do(save_draft, Challenge, Draft({"goal": "别的"}, wrong), actor=member)
    assert sorted(caught.value.fields) == ["affiliates-1", "invited-0"]
    with pytest.raises(Invalid) as caught:
        way.do(save_draft, Challenge, Draft({}, {kind: [first.name] for kind in Tie}), actor=member)
    assert list(caught.value.fields) == ["invited"]
    assert way.challenge.goal != "别的"
    right = {Tie.AFFILIATE: [str(first.credit_code)], Tie.INVITED: [second.name, ""]}
    way.do(save_draft, Challenge, Draft({}, right), actor=member)
    way.do(save_draft, Challenge, Draft({}, right), actor=member)
    assert ties_of(way.session, way.challenge, Tie.AFFILIATE) == {first.id: first.name}
    assert ties_of(way.session, way.challenge, Tie.INVITED) == {second.id: second.name}


def test_handing_in_names_every_gap_and_keeps_nothing_half(way: Way) -> None:
    way.drafted()
    member = way.actor(way.member)
    with pytest.raises(Invalid) as caught:
        way.do(submit_draft, Challenge, Draft({"goal": " ", "reward": None, "title": "新名称"}), actor=member)
    assert sorted(caught.value.fields) == ["credit_clean", "goal", "reward"]
    assert (way.challenge.state, way.challenge.title == "新名称") == ("draft", False)
    way.do(submit_draft, Challenge, Draft({}, credit_clean=True), actor=member)
    assert way.challenge.state == "collecting"
    assert completeness.missing(way.challenge) == []
