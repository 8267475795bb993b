"""A test can ask for a record in any state there is."""

import pytest
from sqlalchemy.orm import Session

from matchmaker.catalog.models import AchievementState, NeedState
from matchmaker.core.authz import Role
from matchmaker.deals.models import DealState
from matchmaker.matching.models import SuggestionState
from matchmaker.organizations.models import OrganizationKind, OrganizationState
from matchmaker.organizations.queries import actor_of_user
from matchmaker.scouting.models import ConfirmationState, LeadState, RoutingState
from tests.factories.accounts import make_member, make_scout, make_user
from tests.factories.catalog import make_achievement, make_need, make_refinement
from tests.factories.deals import make_deal
from tests.factories.matching import make_suggestion
from tests.factories.organizations import make_organization
from tests.factories.scouting import (
    make_assignment,
    make_confirmation,
    make_contact,
    make_lead,
    make_profile,
    make_routing,
)


def test_records_in_every_state(session: Session) -> None:
    assert [make_achievement(session, state).state for state in AchievementState] == list(AchievementState)
    assert [make_need(session, state).state for state in NeedState] == list(NeedState)
    assert [make_organization(session, state=state).state for state in OrganizationState] == list(OrganizationState)


def test_pairs_in_every_state(session: Session) -> None:
    assert [make_suggestion(session, state).state for state in SuggestionState] == list(SuggestionState)
    assert [make_deal(session, state).state for state in DealState] == list(DealState)


def test_scouting_in_every_state(session: Session) -> None:
    scout = make_scout(session)
    make_profile(session, scout)
    record = make_achievement(session, AchievementState.PROPOSED, scout_id=scout.id)
    make_assignment(session, scout, record.organization)
    make_contact(session, scout, record.organization)
    assert [make_lead(session, scout, state).state for state in LeadState] == list(LeadState)
    made = [make_confirmation(session, make_achievement(session), scout, state).state for state in ConfirmationState]
    assert made == list(ConfirmationState)
    tasks = [make_routing(session, make_need(session), state, assignee=scout).state for state in RoutingState]
    assert tasks == list(RoutingState)
    assert make_refinement(session, make_need(session, NeedState.REFINING)).state == "offered"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.LINK])
def test_people_of_every_role(session: Session, role: Role) -> None:
    actor = actor_of_user(session, make_user(session, role))
    assert actor.roles == {role}


def test_a_member_acts_for_the_organization(session: Session) -> None:
    university = make_organization(session, OrganizationKind.UNIVERSITY)
    actor = actor_of_user(session, make_member(session, university))
    assert actor.organization_ids == {university.id}
    assert actor.has(Role.UNIVERSITY_OFFICE)
