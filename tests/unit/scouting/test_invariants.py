"""What ``matchmaker check`` finds in scouting."""

from __future__ import annotations

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from matchmaker.catalog.models import AchievementState
from matchmaker.core.invariants import run
from matchmaker.scouting.invariants import INVARIANTS
from matchmaker.scouting.models import ConfirmationState, LeadState, UnitConfirmation
from tests.factories.accounts import make_scout
from tests.factories.catalog import make_achievement
from tests.factories.organizations import make_university
from tests.factories.scouting import make_confirmation, make_lead


def breaches(session: Session) -> list[str]:
    return [breach.name for breach in run(session, INVARIANTS)]


def test_a_record_that_waits_must_have_been_asked_about(session: Session) -> None:
    record = make_achievement(session, AchievementState.PROPOSED)
    assert breaches(session) == ["proposed_is_asked"]
    make_confirmation(session, record, make_scout(session))
    assert breaches(session) == []


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"organization_id": None}, "confirmation_asks_owner"),
        ({"channel": "authorisation", "state": ConfirmationState.CONFIRMED}, "letter_has_file"),
    ],
)
def test_a_question_goes_to_the_owner_and_a_letter_is_there(
    session: Session, values: dict[str, object], name: str
) -> None:
    record = make_achievement(session, AchievementState.SUBMITTED)
    row = make_confirmation(session, record, make_scout(session))
    if "organization_id" in values:
        values = {"organization_id": make_university(session).id}
    session.execute(update(UnitConfirmation).where(UnitConfirmation.id == row.id).values(**values))
    session.commit()
    assert breaches(session) == [name]


def test_a_registered_lead_has_its_record(session: Session) -> None:
    make_lead(session, make_scout(session), LeadState.REGISTERED, record_id=987_654)
    assert breaches(session) == ["registered_lead_has_record"]
