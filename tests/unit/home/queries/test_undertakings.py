"""Contracts and milestones wait for whom they concern, until it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.challenges.services import milestone
from matchmaker.config import Settings
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.home.queries import undertakings
from matchmaker.home.queries.lines import waiting
from tests.unit.challenges.stage import Way, make_way


@pytest.fixture
def way(session: Session, settings: Settings) -> Way:
    return make_way(session, settings.data_dir)


def counted(way: Way, query: Callable[[Actor], Any], who: User) -> int:
    actor = way.actor(who)
    found = waiting(way.session, {"one": (query(actor), clock.now())})
    way.session.rollback()
    return found["one"].total if found else 0


def test_a_contract_is_drawn_then_confirmed_by_each_party_once(way: Way) -> None:
    [bid] = way.signing(bids=1)
    team = way.member_of(bid)
    assert [counted(way, undertakings.to_draw, who) for who in (way.officer, way.county)] == [1, 1]
    row = way.draw(bid)
    assert counted(way, undertakings.to_draw, way.officer) == 0
    asked = [(undertakings.to_confirm, way.member), (undertakings.to_confirm, team)]
    asked.append((undertakings.to_confirm_for_the_city, way.officer))
    assert [counted(way, query, who) for query, who in asked] == [1, 1, 1]
    assert counted(way, undertakings.to_confirm_for_the_city, way.county) == 0
    assert counted(way, undertakings.to_confirm, way.members[-1]) == 0
    way.confirm(row)
    assert [counted(way, query, who) for query, who in asked] == [0, 0, 0]


def test_a_milestone_waits_for_its_report_then_for_its_review(way: Way) -> None:
    [bid] = way.working(bids=1)
    team = way.member_of(bid)
    assert counted(way, undertakings.to_report, team) == 2
    assert counted(way, undertakings.to_review, way.officer) == 0
    first = way.milestones()[0]
    way.do(milestone.report, first, "已完成。", actor=way.team_of(first))
    assert counted(way, undertakings.to_report, team) == 1
    assert counted(way, undertakings.to_review, way.officer) == counted(way, undertakings.to_review, way.county) == 1
    way.review(first)
    assert counted(way, undertakings.to_review, way.officer) == 0
