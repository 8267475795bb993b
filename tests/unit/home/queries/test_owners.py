"""An enterprise, an office and a researcher find what is theirs, and nothing of others."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from matchmaker.catalog.models import AchievementState, NeedState, RecordKind
from matchmaker.core import clock
from matchmaker.core.authz import Actor, Role
from matchmaker.deals.models import DealReply, DealState
from matchmaker.home.queries import owners
from matchmaker.home.queries.lines import Line, waiting
from matchmaker.matching.models import Level
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_member, make_scout, make_user
from tests.factories.base import made
from tests.factories.catalog import make_achievement, make_need, make_refinement
from tests.factories.deals import make_deal
from tests.factories.matching import make_suggestion
from tests.factories.organizations import make_enterprise, make_university
from tests.factories.scouting import make_confirmation


@pytest.fixture
def firm(session: Session) -> Organization:
    return make_enterprise(session)


@pytest.fixture
def owner(session: Session, firm: Organization) -> Actor:
    return actor_of_user(session, make_member(session, firm))


def lines(session: Session, query: Any) -> list[Line]:
    found = waiting(session, {"one": (query, clock.now())})
    return found["one"].lines if found else []


def ids(session: Session, query: Any) -> list[int]:
    return [line.id for line in lines(session, query)]


def test_returned_needs_stand_before_drafts_and_say_why(session: Session, firm: Organization, owner: Actor) -> None:
    draft = make_need(session, NeedState.DRAFT, organization=firm)
    returned = make_need(session, NeedState.RETURNED, organization=firm, state_reason="请补充测试条件")
    make_need(session, NeedState.DRAFT)
    found = lines(session, owners.unfinished(owner, RecordKind.NEED))
    assert [line.id for line in found] == [returned.id, draft.id]
    assert found[0].rank == owners.RETURNED_RANK
    assert found[1].note == ""


def test_a_researcher_sees_own_records_alone(session: Session) -> None:
    university = make_university(session)
    person = make_user(session, Role.RESEARCHER, organization=university)
    own = make_achievement(session, AchievementState.DRAFT, organization=university, entered_by=person.id)
    make_achievement(session, AchievementState.DRAFT, organization=university)
    query = owners.unfinished(actor_of_user(session, person), RecordKind.ACHIEVEMENT)
    assert ids(session, query) == [own.id]


def test_refined_texts_wait_for_the_enterprise(session: Session, firm: Organization, owner: Actor) -> None:
    need = make_need(session, NeedState.REFINING, organization=firm)
    offered = make_refinement(session, need)
    make_refinement(session, make_need(session, NeedState.REFINING))
    assert ids(session, owners.refinements(owner)) == [offered.id]


def test_records_entered_for_the_unit_wait_for_its_word(session: Session, firm: Organization, owner: Actor) -> None:
    need = make_need(session, NeedState.PROPOSED, organization=firm)
    asked = make_confirmation(session, need, make_scout(session))
    make_confirmation(session, make_need(session, NeedState.PROPOSED), make_scout(session))
    found = lines(session, owners.confirmations(owner))
    assert [(line.id, line.kind, line.title) for line in found] == [(asked.id, "need", need.title)]


def test_an_introduction_waits_until_the_own_side_has_answered(
    session: Session, firm: Organization, owner: Actor
) -> None:
    deals = [
        make_deal(session, suggestion=make_suggestion(session, need=make_need(session, organization=firm)))
        for _time in range(2)
    ]
    make_deal(session)
    done = deals[1]
    reply = DealReply(deal_id=done.id, side="need", organization_id=firm.id, agreed=True, channel="account")
    made(session, lambda inner: inner.add(reply))
    assert ids(session, owners.replies(owner)) == [deals[0].id]


def test_deals_under_way_are_listed_under_the_own_title(session: Session, firm: Organization, owner: Actor) -> None:
    need = make_need(session, organization=firm)
    deal = make_deal(session, DealState.NEGOTIATING, suggestion=make_suggestion(session, need=need))
    make_deal(session, DealState.NEGOTIATING)
    assert [(line.id, line.title) for line in lines(session, owners.running(owner))] == [(deal.id, need.title)]


def test_good_suggestions_are_counted_by_need(session: Session, firm: Organization, owner: Actor) -> None:
    need = make_need(session, organization=firm)
    for level in (Level.STRONG, Level.FAIR, Level.WEAK):
        make_suggestion(session, need=need, level=level)
    make_suggestion(session)
    found = lines(session, owners.suggested(owner, RecordKind.NEED))
    assert [(line.id, line.number) for line in found] == [(need.id, 2)]


def test_an_office_sees_who_asks_for_its_achievements(session: Session) -> None:
    university = make_university(session)
    achievement = make_achievement(session, organization=university)
    make_suggestion(session, achievement=achievement, asked_by=1, asked_side="need", asked_at=clock.now())
    make_suggestion(session, achievement=achievement)
    actor = actor_of_user(session, make_member(session, university))
    found = lines(session, owners.asked(actor))
    assert [(line.id, line.number) for line in found] == [(achievement.id, 1)]


def test_records_are_named_a_month_before_they_expire(session: Session, firm: Organization, owner: Actor) -> None:
    soon = make_need(session, organization=firm)
    make_need(session, organization=firm)
    end = clock.now() + timedelta(days=10)
    made(session, lambda inner: setattr(inner.get_one(type(soon), soon.id), "expires_at", end))
    assert ids(session, owners.expiring(owner, RecordKind.NEED)) == [soon.id]
