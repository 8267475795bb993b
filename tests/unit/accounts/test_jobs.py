"""Delivering what is to be told, and tidying up."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import Notice, User, UserSession
from matchmaker.accounts.services.notices import Message, notify
from matchmaker.accounts.services.sessions import LIFETIME, open_session
from matchmaker.accounts.workflow import ACCOUNT
from matchmaker.core import clock, jobs
from matchmaker.core.unit_of_work import transact
from tests.factories.accounts import make_user
from tests.factories.base import MAKER
from tests.support.mail import Mail

Mails = Callable[[], list[Mail]]


def tell(session: Session, user: User, key: str = "deal:1") -> None:
    message = Message("deal.introduced", "双方已同意对接", "请尽快联系。", "/deals/1")
    transact(session, lambda inner: notify(inner, [user.id, user.id], message, dedup_key=key))


def test_a_notice_arrives_once_in_inbox_and_mailbox(session: Session, mails: Mails) -> None:
    user = make_user(session, email="wen@unit.example")
    tell(session, user)
    tell(session, user)
    assert [(mail.to, mail.subject, mail.path) for mail in mails()] == [
        ("wen@unit.example", "双方已同意对接", "/deals/1")
    ]
    assert len(session.scalars(select(Notice)).all()) == 1


def test_who_wants_no_mail_gets_none(session: Session, mails: Mails) -> None:
    tell(session, make_user(session, email="wen@unit.example", mail_notices=False))
    assert mails() == []
    assert len(session.scalars(select(Notice)).all()) == 1


def test_nobody_writes_to_the_erased(session: Session, mails: Mails) -> None:
    user = make_user(session, email="wen@unit.example")
    transact(session, lambda inner: ACCOUNT.apply(inner, inner.get_one(User, user.id), "erase", actor=MAKER))
    tell(session, user)
    assert mails() == []
    assert session.scalars(select(Notice)).all() == []


def test_ended_sessions_are_forgotten(session: Session, work: Callable[[], int]) -> None:
    user = make_user(session)
    transact(session, lambda inner: open_session(inner, user.id))
    with clock.frozen(clock.now() + LIFETIME + timedelta(minutes=1)):
        transact(session, lambda inner: jobs.enqueue(inner, "accounts.tidy"))
        work()
    assert session.scalars(select(UserSession)).all() == []
