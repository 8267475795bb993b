"""Links under way are spent once, whoever comes."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.accounts.models import PasswordReset, User
from matchmaker.accounts.services.change_password import ask_reset, use_reset
from matchmaker.accounts.tokens import new_token, token_hash
from matchmaker.accounts.workflow import ACCOUNT
from matchmaker.core import clock
from matchmaker.core.errors import NotFound
from matchmaker.core.outbox import OutboxMessage
from matchmaker.core.unit_of_work import transact
from tests.factories.accounts import make_user
from tests.factories.base import MAKER
from tests.support.race import race


def issue(session: Session, user: User) -> str:
    token = new_token()
    row = PasswordReset(token_hash=token_hash(token), user_id=user.id, expires_at=clock.end_of_day(clock.today()))
    transact(session, lambda inner: inner.add(row))
    return token


def test_of_several_at_once_one_sets_the_password(session: Session, sessions: sessionmaker[Session]) -> None:
    token = issue(session, make_user(session))

    def use(inner: Session) -> int:
        return transact(inner, lambda one: use_reset(one, token, "hash").id)

    outcomes = race(sessions, [use] * 4)
    assert sum(isinstance(outcome, NotFound) for outcome in outcomes) == 3


def test_a_suspended_account_cannot_be_entered_by_a_link(session: Session) -> None:
    user = make_user(session)
    token = issue(session, user)
    transact(
        session, lambda inner: ACCOUNT.apply(inner, inner.get_one(User, user.id), "suspend", actor=MAKER, reason="离岗")
    )
    with pytest.raises(NotFound):
        transact(session, lambda inner: use_reset(inner, token, "hash"))


def test_every_account_with_the_address_gets_its_own_link(session: Session) -> None:
    for login in ("first", "second"):
        make_user(session, login=login, email="Shared@unit.example")
    transact(session, lambda inner: ask_reset(inner, " shared@UNIT.example"))
    bodies = [message.payload["body"] for message in session.scalars(select(OutboxMessage))]
    assert len(bodies) == 2
    assert {"first" in body for body in bodies} == {True, False}
