"""What administrators do is judged again where it is done."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.admin.services import give_password, open_account, retry_job, retry_messages, suspend_account
from matchmaker.core.authz import Actor, Role
from matchmaker.core.errors import Forbidden
from matchmaker.core.unit_of_work import transact
from tests.factories.accounts import make_user

Act = Callable[[Session, User, Actor], object]
ACTS: dict[str, tuple[Role, Act]] = {
    "open": (
        Role.SYSTEM_ADMIN,
        lambda session, _user, actor: open_account(
            session, login="li.xin", name="李新", email="", phone="", password_hash="hash", actor=actor
        ),
    ),
    "password": (
        Role.SYSTEM_ADMIN,
        lambda session, user, actor: give_password(session, user, "hash", actor=actor),
    ),
    "suspend": (
        Role.SECURITY_ADMIN,
        lambda session, user, actor: suspend_account(session, user, reason="离岗", actor=actor, version=None),
    ),
    "job": (Role.SYSTEM_ADMIN, lambda session, _user, actor: retry_job(session, 1, actor=actor)),
    "messages": (Role.SYSTEM_ADMIN, lambda session, _user, actor: retry_messages(session, actor=actor)),
}


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.LINK])
def test_only_the_one_administrator_may(session: Session, name: str, role: Role) -> None:
    allowed, act = ACTS[name]
    if role is allowed:
        return
    user = make_user(session)
    actor = Actor(kind="user", user_id=0, roles=frozenset({role}))
    with pytest.raises(Forbidden):
        transact(session, lambda inner: act(inner, inner.get_one(User, user.id), actor))


def test_sending_again_counts_what_was_given_up(session: Session) -> None:
    actor = Actor(kind="user", user_id=0, roles=frozenset({Role.SYSTEM_ADMIN}))
    assert transact(session, lambda inner: retry_messages(inner, actor=actor)) == 0
