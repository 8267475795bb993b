"""Delivering what is to be told, and tidying up."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.accounts.models import Notice, User, UserSession
from matchmaker.accounts.services.notices import Message, notify, send_mail
from matchmaker.accounts.services.sessions import LIFETIME, open_session
from matchmaker.accounts.topics import MailMode
from matchmaker.accounts.workflow import ACCOUNT
from matchmaker.admin.queries import undelivered
from matchmaker.app.wiring import job_registry
from matchmaker.config import Settings
from matchmaker.core import clock, jobs, mailer
from matchmaker.core.jobs import LeaseLost
from matchmaker.core.outbox import INTERRUPTED, OutboxMessage
from matchmaker.core.unit_of_work import transact
from matchmaker.core.worker import Worker
from tests.factories.accounts import make_user, prefer
from tests.factories.base import MAKER
from tests.support.mail import Mail
from tests.support.smtp import Post

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
    user = make_user(session, email="wen@unit.example")
    prefer(session, user, deals=MailMode.NONE)
    tell(session, user)
    assert mails() == []
    assert len(session.scalars(select(Notice)).all()) == 1


def test_nobody_writes_to_the_erased(session: Session, mails: Mails) -> None:
    user = make_user(session, email="wen@unit.example")
    transact(session, lambda inner: ACCOUNT.apply(inner, inner.get_one(User, user.id), "erase", actor=MAKER))
    tell(session, user)
    assert mails() == []
    assert session.scalars(select(Notice)).all() == []


@pytest.fixture
def over_smtp(sessions: sessionmaker[Session], settings: Settings, serve: Callable[..., str]) -> Callable[[], int]:
    """Do all that is due, with a real mail server."""
    return Worker(sessions, job_registry(), replace(settings, mail=f"smtp://{serve()}"), name="smtp").drain


def told_by_mail(session: Session) -> OutboxMessage:
    user = make_user(session, email="wen@unit.example")
    tell(session, user)
    return user_message(session)


def user_message(session: Session) -> OutboxMessage:
    """The one mail in the outbox, if it is there already, else the notice that becomes it."""
    session.expire_all()
    return session.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc())).all()[0]


def test_a_mail_goes_out_by_a_real_server(session: Session, over_smtp: Callable[[], int], post: Post) -> None:
    told_by_mail(session)
    over_smtp()
    over_smtp()
    (mail,) = post.mails
    assert mail["Subject"] == "双方已同意对接"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert user_message(session).sent_at is not None


def test_a_temporary_refusal_is_tried_again_later(session: Session, over_smtp: Callable[[], int], post: Post) -> None:
    post.answers["RCPT"] = "450 greylisted, come back"
    told_by_mail(session)
    over_smtp()
    message = user_message(session)
    assert (message.parked, message.attempts) == (False, 1)
    assert "450 greylisted" in message.error
    post.answers.clear()
    over_smtp()
    assert post.mails == []  # not before its time
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        over_smtp()
    assert len(post.mails) == 1


def test_a_refusal_for_good_is_given_up_and_shown(session: Session, over_smtp: Callable[[], int], post: Post) -> None:
    post.answers["wen@unit.example"] = "550 no such user"
    told_by_mail(session)
    transact(session, tell_other)
    over_smtp()
    assert [str(mail["To"]) for mail in post.mails] == ["other@unit.example"]
    (shown,) = session.scalars(undelivered()).all()
    assert (shown.parked, shown.attempts, shown.payload["to"]) == (True, 1, "wen@unit.example")
    assert "550 no such user" in shown.error


def tell_other(session: Session) -> None:
    send_mail(session, "other@unit.example", Message("account.reset", "重设密码", "", "/x"), dedup_key="other")


def test_an_address_that_is_called_off_meanwhile_gets_nothing(
    session: Session, over_smtp: Callable[[], int], post: Post
) -> None:
    post.answers["RCPT"] = "450 later"
    told_by_mail(session)
    over_smtp()
    post.answers.clear()
    user = session.scalars(select(User).where(User.email == "wen@unit.example")).one()
    prefer(session, user, deals=MailMode.NONE)
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        over_smtp()
    assert post.mails == []
    assert user_message(session).sent_at is not None


@pytest.mark.parametrize(("step", "sent", "shown"), [("_judge", 0, []), ("_leave", 1, [INTERRUPTED])])
def test_a_worker_killed_in_between_mails_nothing_twice_and_loses_nothing(
    session: Session,
    over_smtp: Callable[[], int],
    post: Post,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    sent: int,
    shown: list[str],
) -> None:
    """Killed before the mail leaves: the next sends it. Killed after: shown to the administrator, not sent again."""
    told_by_mail(session)
    with monkeypatch.context() as patch:
        patch.setattr(mailer, step, killed)
        over_smtp()
    assert len(post.mails) == sent
    for minutes in (5, 30):
        with clock.frozen(clock.now() + timedelta(minutes=minutes)):
            over_smtp()
    assert len(post.mails) == 1
    assert [each.error for each in session.scalars(undelivered())] == shown


def killed(*_arguments: object) -> None:
    """What a killed process does from here on: nothing, and its lease runs out."""
    raise LeaseLost


def test_ended_sessions_are_forgotten(session: Session, work: Callable[[], int]) -> None:
    user = make_user(session)
    transact(session, lambda inner: open_session(inner, user.id))
    with clock.frozen(clock.now() + LIFETIME + timedelta(minutes=1)):
        transact(session, lambda inner: jobs.enqueue(inner, "accounts.tidy"))
        work()
    assert session.scalars(select(UserSession)).all() == []
