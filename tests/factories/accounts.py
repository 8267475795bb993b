"""People, made quickly: all share one password, hashed once in a run."""

from functools import cache
from itertools import count
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.accounts.workflow import ACCOUNT
from matchmaker.core.authz import system_actor

PASSWORD = "harbour-lantern-27"
_numbers = count(1)


@cache
def password_hash() -> str:
    """A cheap hash of PASSWORD."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def make_user(session: Session, **values: Any) -> User:
    """An active account; give ``login`` or ``name`` where the test speaks of them. Not committed."""
    number = next(_numbers)
    user = User(
        login=values.pop("login", f"person{number}"),
        name=values.pop("name", f"用户{number}"),
        password_hash=values.pop("password_hash", None) or password_hash(),
        **values,
    )
    ACCOUNT.begin(session, user, actor=system_actor("test"))
    return user
