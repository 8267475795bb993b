"""A scout finds contacts due, leads, records that came back, questions open and tasks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.catalog.models import AchievementState, NeedState
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.home.queries import scouts
from matchmaker.home.queries.lines import waiting
from matchmaker.organizations.queries import actor_of_user
from matchmaker.scouting.models import ConfirmationState, LeadState, RoutingState
from tests.factories.accounts import make_scout
from tests.factories.catalog import make_achievement, make_need
from tests.factories.organizations import make_university
from tests.factories.scouting import make_confirmation, make_contact, make_lead, make_routing

DAY = timedelta(days=1)


@pytest.fixture
def person(session: Session) -> User:
    return make_scout(session)


@pytest.fixture
def scout(session: Session, person: User) -> Actor:
    return actor_of_user(session, person)


def ids(session: Session, query: Any) -> list[int]:
    found = waiting(session, {"one": (query, clock.now())})
    return [line.id for line in found["one"].lines] if found else []


def test_a_promised_contact_is_due_until_there_was_one(session: Session, person: User, scout: Actor) -> None:
    due, done, far = (make_university(session) for _unit in range(3))
    before = clock.today() - 30 * DAY
    for unit in (due, done):
        make_contact(session, person, unit, happened_on=before, next_contact_on=clock.today())
    make_contact(session, person, done)
    make_contact(session, person, far, next_contact_on=clock.today() + 30 * DAY)
    assert ids(session, scouts.contacts(scout)) == [due.id]


def test_open_leads_of_one_s_own(session: Session, person: User, scout: Actor) -> None:
    lead = make_lead(session, person)
    make_lead(session, person, LeadState.DROPPED)
    make_lead(session, make_scout(session))
    assert ids(session, scouts.leads(scout)) == [lead.id]


def test_records_that_came_back_stand_before_drafts(session: Session, person: User, scout: Actor) -> None:
    draft = make_achievement(session, AchievementState.DRAFT, scout_id=person.id)
    returned = make_need(session, NeedState.RETURNED, scout_id=person.id, state_reason="请补充指标")
    make_need(session, NeedState.RETURNED, state_reason="请补充指标")
    assert ids(session, scouts.records(scout)) == [returned.id, draft.id]


def test_questions_that_units_have_not_answered(session: Session, person: User, scout: Actor) -> None:
    record = make_achievement(session, AchievementState.PROPOSED)
    asked = make_confirmation(session, record, person)
    make_confirmation(session, make_need(session), person, ConfirmationState.CONFIRMED)
    assert ids(session, scouts.unanswered(scout)) == [asked.id]


def test_tasks_given_to_this_person(session: Session, person: User, scout: Actor) -> None:
    task = make_routing(session, make_need(session), RoutingState.ASSIGNED, assignee=person)
    make_routing(session, make_need(session), RoutingState.ASSIGNED, assignee=make_scout(session))
    assert ids(session, scouts.tasks(scout)) == [task.id]
