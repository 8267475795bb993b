"""The buttons of a record's page: what the workflow allows, in words, the important one first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.catalog.models import AchievementState, Need, NeedState
from matchmaker.catalog.views.actions import ACTS, CONSEQUENCES, done_text, offered
from tests.factories.accounts import make_scout
from tests.factories.catalog import make_achievement, make_need
from tests.factories.organizations import make_enterprise, make_university
from tests.unit.catalog.people import actor_for, member_of


@pytest.fixture(autouse=True)
def page(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def test_every_offered_action_can_be_done() -> None:
    assert CONSEQUENCES.keys() | {"submit"} == ACTS.keys()


def test_a_draft_is_handed_in_and_a_trusted_unit_publishes(session: Session) -> None:
    firm, unit = make_enterprise(session), make_university(session)
    need = make_need(session, NeedState.DRAFT, organization=firm)
    row = make_achievement(session, AchievementState.DRAFT, organization=unit)
    assert [each.label for each in offered(need, member_of(session, firm))] == ["提交审核"]
    assert [each.label for each in offered(row, member_of(session, unit))] == ["提交并发布"]


def test_a_scout_does_not_submit_past_the_unit(session: Session) -> None:
    scout = make_scout(session)
    need = make_need(session, NeedState.DRAFT, scout_id=scout.id, entered_by=scout.id)
    assert offered(need, actor_for(session, scout)) == []


def test_what_others_may_do_is_not_offered(session: Session) -> None:
    firm = make_enterprise(session)
    need = make_need(session, NeedState.PUBLISHED, organization=firm)
    actions = [each.action for each in offered(need, member_of(session, firm))]
    assert set(actions) == {"confirm_fresh", "solve", "give_up", "reopen", "withdraw"}
    assert actions[-1] == "withdraw"  # the dangerous one last


def test_what_was_done_is_said_as_it_came_out() -> None:
    assert done_text(Need(state="submitted"), "submit").startswith("已提交")
    assert done_text(Need(state="published"), "confirm_fresh") == "已确认仍然有效。"
