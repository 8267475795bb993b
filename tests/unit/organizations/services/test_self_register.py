"""Two registrations of one unit at the same moment make one unit."""

from collections.abc import Callable

from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.accounts.models import User
from matchmaker.core.errors import Invalid
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.models import Organization
from matchmaker.organizations.services.self_register import NewAccount, self_register
from tests.factories.base import number
from tests.factories.organizations import credit_code
from tests.support.race import race


def test_of_several_at_once_one_registers_and_nothing_is_left_of_the_others(
    sessions: sessionmaker[Session], session: Session
) -> None:
    values = {
        "kind": "enterprise",
        "name": "淮滨精密铸造有限公司",
        "credit_code": credit_code(number()),
        "region_code": "340321",
    }

    def register(login: str) -> Callable[[Session], int]:
        account = NewAccount(login, "hash", "文乔", "0552-3100000", "")
        return lambda one: transact(one, lambda inner: self_register(inner, values, account)[0].id)

    outcomes = race(sessions, [register(f"person.{letter}") for letter in "abcd"])
    assert sum(isinstance(outcome, Invalid) for outcome in outcomes) == 3
    assert session.scalar(select(func.count()).select_from(Organization)) == 1
    assert session.scalar(select(func.count()).select_from(User)) == 1
