"""Accounts, as administrators look after them."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.core.audit import AuditEntry
from matchmaker.core.authz import Role
from tests.factories.accounts import make_member, make_officer, make_user
from tests.factories.organizations import make_organization
from tests.support.mail import Mail
from tests.support.page_client import PageClient
from tests.support.pages import words

USERS = "/admin/users"
SECRET = "quiet-river-barge-41"
NEW = {"name": "李新", "login": "li.xin"}


@pytest.fixture
def system(client: PageClient, session: Session) -> PageClient:
    return client.sign_in(make_user(session, Role.SYSTEM_ADMIN))


@pytest.fixture
def security(client: PageClient, session: Session) -> PageClient:
    return client.sign_in(make_user(session, Role.SECURITY_ADMIN))


def reread(session: Session, user: User) -> User:
    session.expire_all()
    return session.get_one(User, user.id)


def test_an_account_without_mail_gets_a_password_to_be_changed(system: PageClient) -> None:
    system.post(f"{USERS}/new", {**NEW, "password": SECRET})
    assert "账号已开通" in system.follow().messages
    visitor = PageClient(system.app)
    visitor.post("/sign-in", {"login": "li.xin", "password": SECRET})
    visitor.get("/account", status=303)
    assert "请先换一个只有您知道的密码" in visitor.follow().text


def test_an_account_with_mail_gets_a_link(system: PageClient, mails: Callable[[], list[Mail]]) -> None:
    system.post(f"{USERS}/new", {**NEW, "email": "li@bureau.example"})
    [mail] = mails()
    assert mail.path.startswith("/password-reset/")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "没有邮箱的账号请填写初始密码"),
        ({"password": "short"}, "至少 10 个字符"),
        ({"login": "", "password": SECRET}, "请填写登录名"),
        ({"email": "nonsense"}, "邮箱格式不正确"),
    ],
)
def test_what_will_not_do_is_said(system: PageClient, session: Session, fields: dict[str, str], said: str) -> None:
    assert said in system.post(f"{USERS}/new", {**NEW, **fields}, status=422).error_summary
    assert session.scalar(select(User.id).where(User.name == "李新")) is None


def test_suspension_ends_the_next_request_and_can_be_undone(
    security: PageClient, visit_as: Callable[..., PageClient], session: Session
) -> None:
    person = make_officer(session)
    theirs = visit_as(person)
    page = f"{USERS}/{person.id}"
    security.post(f"{page}/suspend", {"reason": "离岗"}, form=page)
    assert theirs.answer("/account").status_code == 302
    security.post(f"{page}/reinstate", form=page)
    assert reread(session, person).state == "active"
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "account.suspend")).one()
    assert entry.detail["reason"] == "离岗"


def test_suspension_needs_a_reason(security: PageClient, session: Session) -> None:
    person = make_officer(session)
    page = f"{USERS}/{person.id}"
    assert "请说明理由" in security.post(f"{page}/suspend", {"reason": ""}, form=page, status=422).error_summary
    assert reread(session, person).state == "active"


def test_nobody_suspends_themselves(client: PageClient, session: Session) -> None:
    me = make_user(session, Role.SECURITY_ADMIN)
    client.sign_in(me).forge(f"{USERS}/{me.id}/suspend", {"reason": "x", "version": str(me.version)}, status=303)
    assert "不能停用自己" in client.follow().messages


def test_a_temporary_password_ends_all_sessions(
    system: PageClient, visit_as: Callable[..., PageClient], session: Session
) -> None:
    person = make_officer(session)
    theirs = visit_as(person)
    system.post(f"{USERS}/{person.id}/password", {"password": SECRET})
    assert theirs.answer("/account").status_code == 302
    assert reread(session, person).must_change_password


@pytest.mark.parametrize("role", [Role.AUDIT_ADMIN, Role.SECURITY_ADMIN])
def test_nobody_steps_into_another_administrators_shoes(system: PageClient, session: Session, role: Role) -> None:
    other = make_user(session, role)
    page = system.post(f"{USERS}/{other.id}/password", {"password": SECRET}, status=422)
    assert "只能由本人" in page.error_summary
    assert not reread(session, other).must_change_password


@pytest.mark.parametrize(
    ("query", "expected"),
    [("q=wen", ["文乔"]), ("q=乔", ["文乔"]), ("role=officer", ["丁某"]), ("state=suspended", []), ("q=%25", [])],
)
def test_the_list_is_narrowed(system: PageClient, session: Session, query: str, expected: list[str]) -> None:
    make_user(session, login="wen.qiao", name="文乔")
    make_officer(session, name="丁某")
    assert [words(each) for each in system.get(f"{USERS}?{query}").all("th", scope="row")] == expected


def test_the_list_is_cheap(system: PageClient, session: Session) -> None:
    for _time in range(5):
        make_member(session, make_organization(session))
        make_officer(session)
    system.get(USERS, max_statements=8)


def test_one_account_is_cheap(security: PageClient, session: Session) -> None:
    person = make_member(session, make_organization(session))
    security.get(f"{USERS}/{person.id}", max_statements=8)


@pytest.mark.parametrize("role", [Role.AUDIT_ADMIN, Role.OFFICER, Role.ENTERPRISE])
def test_others_do_not_see_the_accounts(client: PageClient, session: Session, role: Role) -> None:
    client.sign_in(make_user(session, role)).get(USERS, status=403)


def test_the_security_administrator_opens_no_accounts(security: PageClient, session: Session) -> None:
    person = make_officer(session)
    security.get(f"{USERS}/new", status=403)
    security.get(f"{USERS}/{person.id}/password", status=403)
