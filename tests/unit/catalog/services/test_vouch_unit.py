import pytest
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.catalog.models import Achievement, AchievementState
from matchmaker.catalog.services import vouch_unit
from matchmaker.core.errors import NotFound
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.models import Organization, OrganizationState
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_officer
from tests.factories.catalog import make_achievement
from tests.factories.organizations import make_university

ELSEWHERE = "340100"


def _vouch(session: Session, row: Achievement, officer: User) -> None:
    actor = actor_of_user(session, officer)
    transact(session, lambda inner: vouch_unit(inner, inner.get_one(Achievement, row.id), actor=actor))


def _from_outside(session: Session) -> tuple[Organization, Achievement]:
    unit = make_university(session, state=OrganizationState.UNVERIFIED, region_code=ELSEWHERE)
    return unit, make_achievement(session, AchievementState.SUBMITTED, organization=unit, region_code="340300")


def test_a_unit_from_a_city_without_officers_is_verified_by_who_reviews_its_record(session: Session) -> None:
    unit, row = _from_outside(session)
    _vouch(session, row, make_officer(session))
    session.refresh(unit)
    assert unit.is_verified


def test_where_the_unit_has_an_officer_of_its_own_that_one_verifies(session: Session) -> None:
    unit, row = _from_outside(session)
    make_officer(session, ELSEWHERE)
    with pytest.raises(NotFound):
        _vouch(session, row, make_officer(session))
    session.refresh(unit)
    assert not unit.is_verified


def test_an_officer_of_another_region_vouches_for_nobody(session: Session) -> None:
    _unit, row = _from_outside(session)
    with pytest.raises(NotFound):
        _vouch(session, row, make_officer(session, "340400"))
