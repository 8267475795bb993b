"""An officer finds all that waits in the region, and nothing from elsewhere."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from matchmaker.catalog.models import AchievementState, NeedState
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.home.queries import officers
from matchmaker.home.queries.lines import Line, waiting
from matchmaker.matching.models import DuplicateState, Level, SuggestionState
from matchmaker.organizations.models import OrganizationState
from matchmaker.organizations.queries import actor_of_user
from matchmaker.scouting.models import ConfirmationState, RoutingState
from tests.factories.accounts import make_officer, make_scout
from tests.factories.catalog import make_achievement, make_need, make_refinement
from tests.factories.contracts import make_contract, make_instalment
from tests.factories.deals import make_deal
from tests.factories.matching import make_duplicate, make_suggestion
from tests.factories.organizations import make_enterprise, make_organization
from tests.factories.scouting import make_confirmation, make_routing

ELSEWHERE = "340404"


@pytest.fixture
def officer(session: Session) -> Actor:
    return actor_of_user(session, make_officer(session))


def lines(session: Session, query: Any) -> list[Line]:
    found = waiting(session, {"one": (query, clock.now())})
    return found["one"].lines if found else []


def ids(session: Session, query: Any) -> list[int]:
    return [line.id for line in lines(session, query)]


def test_units_of_the_region_that_nobody_has_verified(session: Session, officer: Actor) -> None:
    here = make_organization(session, state=OrganizationState.UNVERIFIED)
    make_organization(session, state=OrganizationState.UNVERIFIED, region_code=ELSEWHERE)
    make_organization(session)
    assert ids(session, officers.unverified(officer)) == [here.id]


def test_records_of_both_kinds_wait_for_review_by_the_day_due(session: Session, officer: Actor) -> None:
    achievement = make_achievement(session, AchievementState.SUBMITTED)
    need = make_need(session, NeedState.SUBMITTED)
    make_need(session, NeedState.SUBMITTED, organization=make_enterprise(session, region_code=ELSEWHERE))
    make_need(session)
    found = [(line.kind, line.id, line.note) for line in lines(session, officers.to_review(officer))]
    assert found == [
        ("achievement", achievement.id, achievement.organization.name),
        ("need", need.id, need.organization.name),
    ]


def test_a_need_whose_refined_text_lies_with_the_enterprise_does_not_wait(session: Session, officer: Actor) -> None:
    waits, answered = (make_need(session, NeedState.REFINING) for _time in range(2))
    make_refinement(session, answered)
    assert ids(session, officers.to_refine(officer)) == [waits.id]


def test_asked_suggestions_stand_before_strong_and_fair_ones(session: Session, officer: Actor) -> None:
    fair = make_suggestion(session)
    strong = make_suggestion(session, level=Level.STRONG)
    asked = make_suggestion(session, level=Level.WEAK, asked_by=1, asked_side="need", asked_at=clock.now())
    make_suggestion(session, level=Level.WEAK)
    make_suggestion(session, SuggestionState.REJECTED)
    assert ids(session, officers.to_decide(officer)) == [asked.id, strong.id, fair.id]


def test_a_held_suggestion_returns_when_its_time_is_over(session: Session, officer: Actor) -> None:
    over = make_suggestion(session, SuggestionState.HELD, hold_until=clock.now() - timedelta(days=1))
    make_suggestion(session, SuggestionState.HELD, hold_until=clock.now() + timedelta(days=1))
    assert ids(session, officers.to_decide(officer)) == [over.id]


def test_near_duplicates_of_both_sides_wait_the_most_alike_first(session: Session, officer: Actor) -> None:
    weak = make_duplicate(session, likeness=0.7)
    strong = make_duplicate(session, lower=make_need(session), higher=make_need(session), likeness=0.929)
    make_duplicate(session, DuplicateState.DISMISSED)
    found = [(line.id, line.kind, line.number) for line in lines(session, officers.to_compare(officer))]
    assert found == [(strong.id, "need", 92), (weak.id, "achievement", 70)]


def test_a_near_duplicate_bears_the_name_of_the_record_that_is_the_officers_own(
    session: Session, officer: Actor
) -> None:
    far = make_achievement(session, region_code=ELSEWHERE, title="外地的名称", disclosure="masked")
    make_duplicate(session, lower=far, higher=make_achievement(session, title="本地的名称"))
    (line,) = lines(session, officers.to_compare(officer))
    assert (line.title, line.note) == ("本地的名称", "")


def test_answers_past_their_day_are_to_be_phoned(session: Session, officer: Actor) -> None:
    late = make_deal(session, reply_due_at=clock.now() - timedelta(days=1))
    make_deal(session)
    assert ids(session, officers.overdue_replies(officer)) == [late.id]


def test_needs_without_a_match_wait_to_be_routed(session: Session, officer: Actor) -> None:
    task = make_routing(session, make_need(session))
    make_routing(session, make_need(session), RoutingState.ASSIGNED)
    assert ids(session, officers.to_route(officer)) == [task.id]


def test_an_unanswered_confirmation_waits_only_while_the_record_does(session: Session, officer: Actor) -> None:
    scout = make_scout(session)
    proposed = make_achievement(session, AchievementState.PROPOSED)
    lapsed = make_confirmation(session, proposed, scout, ConfirmationState.EXPIRED)
    make_confirmation(session, make_need(session), scout, ConfirmationState.EXPIRED)
    assert ids(session, officers.lapsed_confirmations(officer)) == [lapsed.id]


def test_what_was_to_be_paid_by_now_and_was_not(session: Session, officer: Actor) -> None:
    today = clock.today()
    here, elsewhere = make_contract(session), make_contract(session)
    for side in ("buyer", "seller"):
        setattr(elsewhere, f"{side}_region_code", ELSEWHERE)
    session.commit()
    for contract in (here, elsewhere):
        make_instalment(session, contract, due_on=today - timedelta(days=1))
    make_instalment(session, here, due_on=today)
    make_instalment(session, here)
    make_instalment(session, here, due_on=today - timedelta(days=9), paid_on=today, paid_amount=1)
    assert [(line.id, line.day) for line in lines(session, officers.late_instalments(officer))] == [
        (here.id, today - timedelta(days=1))
    ]
