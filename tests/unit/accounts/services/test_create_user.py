"""Opening accounts."""

from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.accounts.models import User
from matchmaker.accounts.services import create_user
from matchmaker.core.authz import ANONYMOUS
from matchmaker.core.errors import Invalid
from matchmaker.core.unit_of_work import transact
from tests.support.race import race


def create(session: Session, **changed: Any) -> User:
    values = {"login": "wen.qiao", "name": "文乔", "password_hash": "x", **changed}
    return transact(session, lambda inner: create_user(inner, actor=ANONYMOUS, **values))


def test_sign_in_names_are_kept_in_lower_case(session: Session) -> None:
    assert create(session, login=" Wen.Qiao ").login == "wen.qiao"


@pytest.mark.parametrize("login", ["", "ab", "有汉字", "a b c", "-abc", "a" * 65])
def test_a_bad_name_is_refused(session: Session, login: str) -> None:
    with pytest.raises(Invalid) as caught:
        create(session, login=login)
    assert "英文字母" in caught.value.fields["login"][0]


def test_a_name_is_given_once(session: Session) -> None:
    create(session)
    with pytest.raises(Invalid) as caught:
        create(session, login="WEN.QIAO")
    assert "已被使用" in caught.value.fields["login"][0]


def test_of_two_at_once_one_gets_the_name(sessions: sessionmaker[Session], session: Session) -> None:
    outcomes = race(sessions, [lambda inner: create(inner).login] * 4)
    assert sum(isinstance(outcome, Invalid) for outcome in outcomes) == 3
    assert session.scalar(select(func.count()).select_from(User)) == 1


def test_consent_is_dated(session: Session) -> None:
    assert create(session).consented_at is None
    assert create(session, login="other", consent_version="2026-01").consented_at is not None
