"""Panels keep the city's rule; conflicts are declared, and stand."""

from __future__ import annotations

import pytest

from matchmaker.challenges.models import Background, Challenge, Stage
from matchmaker.challenges.services import argue, form_panel, prepare
from matchmaker.core.errors import Conflict, Invalid, NotFound
from tests.unit.challenges.stage import Way


def screened(way: Way) -> Way:
    way.drafted()
    way.do(prepare.submit_challenge, Challenge, actor=way.actor(way.member))
    way.do(prepare.prescreen, Challenge, actor=way.actor(way.county))
    return way


def test_a_panel_below_the_citys_share_of_enterprises_is_refused(way: Way) -> None:
    screened(way)
    actor = way.actor(way.county)
    people = dict.fromkeys([expert.id for expert in way.experts[:3]], Background.RESEARCH)
    people[way.experts[0].id] = Background.ENTERPRISE
    with pytest.raises(Invalid, match="标红"):
        way.do(form_panel.form_panel, Challenge, Stage.ARGUMENT, people, actor=actor)
    people[way.experts[1].id] = Background.ENTERPRISE
    assert len(way.do(form_panel.form_panel, Challenge, Stage.ARGUMENT, people, actor=actor)) == 3
    insider = {**people, way.member.id: Background.ENTERPRISE}
    with pytest.raises(Invalid):
        way.do(form_panel.form_panel, Challenge, Stage.ARGUMENT, insider, actor=actor)


def test_a_recused_expert_says_nothing_and_one_who_spoke_stays(way: Way) -> None:
    screened(way)
    way.seat(Stage.ARGUMENT, 3)
    first, second, _third = way.seats(Stage.ARGUMENT)
    with pytest.raises(Invalid):
        way.do(form_panel.declare_conflict, first, conflict=True, actor=way.expert(first))
    with pytest.raises(NotFound):
        way.do(form_panel.declare_conflict, first, conflict=True, note="同事。", actor=way.expert(second))
    way.do(form_panel.declare_conflict, first, conflict=True, note="同事。", actor=way.expert(first))
    with pytest.raises(Conflict):
        way.opine(first)
    way.opine(second)
    with pytest.raises(Conflict):
        way.opine(second)
    with pytest.raises(Conflict):
        way.do(form_panel.declare_conflict, second, conflict=True, note="迟了。", actor=way.expert(second))
    with pytest.raises(Conflict, match="不能重组"):
        way.seat(Stage.ARGUMENT, 3)
    with pytest.raises(Invalid):
        way.do(argue.conclude_argument, Challenge, actor=way.actor(way.county))
