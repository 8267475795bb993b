"""The checks of the database find what constraints cannot refuse."""

from sqlalchemy.orm import Session

from matchmaker.core.authz import Role
from matchmaker.organizations.invariants import INVARIANTS
from tests.factories.accounts import CITY, add_role, make_officer, make_user


def breaches(session: Session) -> dict[str, int]:
    return {rule.name: len(session.execute(rule.breaches()).all()) for rule in INVARIANTS}


def test_a_sound_database_has_no_breach(session: Session) -> None:
    make_officer(session)
    assert set(breaches(session).values()) == {0}


def test_roles_without_a_place_are_found(session: Session) -> None:
    add_role(session, make_user(session), Role.OFFICER)
    add_role(session, make_user(session), Role.ENTERPRISE)
    assert breaches(session)["role_has_its_place"] == 2


def test_a_role_given_twice_is_found(session: Session) -> None:
    user = make_officer(session)
    add_role(session, user, Role.OFFICER, region_code=CITY)
    assert breaches(session)["role_is_given_once"] == 1
