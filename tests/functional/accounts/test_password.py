"""Changing a password, resetting it by mail, setting the first one."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import PasswordReset, User, UserSession
from matchmaker.accounts.services.change_password import LIVE_RESETS, invite
from matchmaker.accounts.services.create_user import NOTICE_VERSION
from matchmaker.accounts.services.passwords import verify_password
from matchmaker.core import clock
from matchmaker.core.unit_of_work import transact
from tests.factories.accounts import PASSWORD, make_user
from tests.support.mail import Mail
from tests.support.page_client import PageClient

NEW = "quiet-river-barge-41"
PAGE = "/account/password"
TWICE = {"password": NEW, "again": NEW}
Mails = Callable[[], list[Mail]]


@pytest.fixture
def person(session: Session) -> User:
    return make_user(session, login="wen.qiao", name="文乔", email="wen@unit.example", consent_version=NOTICE_VERSION)


def knows(session: Session, person: User, password: str) -> bool:
    session.expire_all()
    return verify_password(session.get_one(User, person.id).password_hash, password)


def test_a_changed_password_works_and_other_sessions_end(
    client: PageClient, visit_as: Callable[..., PageClient], person: User, session: Session
) -> None:
    elsewhere = visit_as(person)
    client.sign_in(person).post(PAGE, {"present": PASSWORD, **TWICE})
    assert "密码已修改" in client.follow().messages
    assert knows(session, person, NEW)
    assert elsewhere.answer("/account").status_code == 302


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"present": "wrong one"}, "现在的密码不正确"),
        ({"password": "short", "again": "short"}, "至少 10 个字符"),
        ({"again": "something else"}, "两次输入的密码不一样"),
        ({"password": "wen.qiao-2026", "again": "wen.qiao-2026"}, "不能包含登录名"),
        ({"password": PASSWORD, "again": PASSWORD}, "不能与现在的密码相同"),
        ({"password": "aaaaaaaaaaaa", "again": "aaaaaaaaaaaa"}, "过于简单"),
    ],
)
def test_what_will_not_do_is_said(
    client: PageClient, person: User, session: Session, fields: dict[str, str], said: str
) -> None:
    page = client.sign_in(person).post(PAGE, {"present": PASSWORD, **TWICE, **fields}, status=422)
    assert said in page.error_summary
    assert knows(session, person, PASSWORD)


def test_guessing_the_old_password_from_a_stolen_session_is_stopped(client: PageClient, person: User) -> None:
    client.sign_in(person)
    for _try in range(10):
        client.post(PAGE, {"present": "wrong one", **TWICE}, status=422)
    client.post(PAGE, {"present": PASSWORD, **TWICE}, status=429)


def test_a_given_password_must_be_changed_before_anything_else(client: PageClient, session: Session) -> None:
    person = make_user(session, must_change_password=True)
    client.sign_in(person).get("/account", status=303)
    assert "请先换一个只有您知道的密码" in client.follow().text
    client.post(PAGE, {"present": PASSWORD, **TWICE})
    client.get("/account")


def test_a_reset_link_sets_a_new_password_once(
    client: PageClient, person: User, session: Session, mails: Mails
) -> None:
    client.sign_in(person)
    client.post("/password-reset", {"email": "Wen@unit.example"})
    [mail] = mails()
    assert (mail.to, "wen.qiao" in mail.body) == ("wen@unit.example", True)
    client.post(mail.path, TWICE)
    assert knows(session, person, NEW)
    assert session.scalars(select(UserSession)).all() == []
    assert "已使用或已过期" in client.get(mail.path, status=404).text


@pytest.mark.usefixtures("person")
def test_an_unknown_address_gets_the_same_answer(client: PageClient, mails: Mails) -> None:
    answers = []
    for email in ("wen@unit.example", "nobody@unit.example"):
        client.post("/password-reset", {"email": email})
        answers.append(client.follow().text)
    assert answers[0] == answers[1]
    assert [mail.to for mail in mails()] == ["wen@unit.example"]


def test_a_link_ends_after_half_an_hour(client: PageClient, person: User, mails: Mails, session: Session) -> None:
    client.post("/password-reset", {"email": person.email or ""})
    path = mails()[0].path
    with clock.frozen(clock.now() + timedelta(minutes=31)):
        client.get(path, status=404)
    assert knows(session, person, PASSWORD)


def test_the_link_is_stored_nowhere_once_it_is_sent(
    client: PageClient, person: User, mails: Mails, session: Session
) -> None:
    client.post("/password-reset", {"email": person.email or ""})
    token = mails()[0].path.rsplit("/", 1)[-1]
    assert token not in str(session.scalars(select(PasswordReset.token_hash)).all())
    stored = session.connection().exec_driver_sql("SELECT payload FROM outbox_message").all()
    assert token not in str(stored)


def test_one_mailbox_is_not_filled(client: PageClient, person: User, mails: Mails) -> None:
    for _time in range(LIVE_RESETS + 3):
        client.post("/password-reset", {"email": person.email or ""})
    assert len(mails()) == LIVE_RESETS


def test_setting_one_password_ends_the_other_links(client: PageClient, person: User, mails: Mails) -> None:
    for _time in range(2):
        client.post("/password-reset", {"email": person.email or ""})
    first, second = (mail.path for mail in mails())
    client.post(second, TWICE)
    client.get(first, status=404)


def test_a_link_of_a_person_who_has_gone_does_not_let_in(client: PageClient, session: Session, mails: Mails) -> None:
    client.post("/password-reset", {"email": "not an address"}, status=422)
    assert mails() == []
    assert session.scalar(select(func.count()).select_from(PasswordReset)) == 0
    client.get("/password-reset/no-such-token", status=404)


def test_a_new_colleague_agrees_to_the_notice_and_sets_a_password(
    client: PageClient, session: Session, mails: Mails
) -> None:
    person = make_user(session, email="new@unit.example", password_hash="!")
    transact(session, lambda inner: invite(inner, inner.get_one(User, person.id), inviter="乔工"))
    [mail] = mails()
    assert "乔工为您开通了" in mail.body
    page = client.post(mail.path, TWICE, status=422)
    assert "个人信息处理说明" in page.error_summary
    client.post(mail.path, {**TWICE, "consent": "y"})
    session.expire_all()
    assert session.get_one(User, person.id).consent_version == NOTICE_VERSION
    assert knows(session, person, NEW)
