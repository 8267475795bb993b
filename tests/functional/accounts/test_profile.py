"""One's own data: seen, corrected, taken along, erased."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import Notice, User, UserSession
from matchmaker.core import audit
from matchmaker.core.authz import Role
from matchmaker.core.unit_of_work import transact
from tests.factories.accounts import PASSWORD, make_member, make_user
from tests.factories.organizations import make_organization
from tests.support.mail import Mail
from tests.support.page_client import PageClient


@pytest.fixture
def person(session: Session) -> User:
    return make_member(
        session,
        make_organization(session, name="淮滨精密铸造有限公司"),
        login="wen.qiao",
        name="文乔",
        email="wen@unit.example",
        phone="0552-3100000",
    )


@pytest.fixture
def me(client: PageClient, person: User) -> PageClient:
    return client.sign_in(person)


def reread(session: Session, person: User) -> User:
    session.expire_all()
    return session.get_one(User, person.id)


def test_particulars_are_corrected(me: PageClient, person: User, session: Session) -> None:
    me.post("/account", {"name": "文乔(技术部)", "phone": "0552-3100000转12"})
    assert me.follow().messages == "资料已保存。"
    row = reread(session, person)
    assert (row.name, row.phone) == ("文乔(技术部)", "0552-3100000转12")


def test_what_is_not_touched_stays(me: PageClient, person: User, session: Session) -> None:
    me.post("/account", {"name": "文乔"})
    row = reread(session, person)
    assert (row.email, row.phone) == ("wen@unit.example", person.phone)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "请填写姓名"),
        ({"name": "文" * 41}, "最多 40 个字"),
        ({"name": "文\x00乔"}, "控制字符"),
        ({"email": "not an address"}, "邮箱格式不正确"),
        ({"phone": "call me"}, "电话只含数字"),
        ({"email": "other@unit.example"}, "请填写现在的密码"),
        ({"email": "other@unit.example", "present": "wrong one"}, "现在的密码不正确"),
    ],
)
def test_what_will_not_do_is_said(
    me: PageClient, person: User, session: Session, fields: dict[str, str], said: str
) -> None:
    assert said in me.post("/account", fields, status=422).error_summary
    row = reread(session, person)
    assert (row.name, row.email) == ("文乔", "wen@unit.example")


def test_a_new_address_takes_the_password_and_is_told_to_the_old_one(
    me: PageClient, person: User, session: Session, mails: Callable[[], list[Mail]]
) -> None:
    me.post("/account", {"email": "other@unit.example", "present": PASSWORD})
    assert reread(session, person).email == "other@unit.example"
    assert [(mail.to, mail.subject) for mail in mails()] == [("wen@unit.example", "您的账号已改用另一个邮箱")]


def test_a_stale_form_does_not_overwrite(me: PageClient, person: User, session: Session) -> None:
    stale = me.get("/account")
    me.post("/account", {"name": "甲"})
    me.submit(stale, {"name": "乙"}, button="保存", status=409)
    assert reread(session, person).name == "甲"


def test_ones_data_can_be_taken_along(me: PageClient) -> None:
    answer = me.answer("/account/export")
    assert "attachment" in answer.headers["Content-Disposition"]
    data = answer.get_json()
    assert data["account"]["login"] == "wen.qiao"
    assert (data["roles"], data["organization"]) == (["enterprise"], "淮滨精密铸造有限公司")
    assert set(data) >= {"notices", "sessions", "sign_ins", "actions"}
    assert data["mail"]["duties"] == "at_once"
    assert "password" not in answer.text


def test_erasure_leaves_nothing_of_the_person_and_the_trace_whole(
    me: PageClient, person: User, session: Session
) -> None:
    transact(session, lambda inner: inner.add(Notice(user_id=person.id, dedup_key="k", kind="x", title="文乔，您好")))
    me.post("/account/erase", {"present": PASSWORD, "sure": "y"})
    assert "账号已注销" in me.follow().messages
    row = reread(session, person)
    assert (row.state, row.login, row.name) == ("erased", f"erased-{person.id}", "已注销用户")
    assert (row.email, row.phone) == (None, None)
    assert session.scalars(select(UserSession)).all() == []
    assert session.scalars(select(Notice)).all() == []
    assert audit.verify(session).problem is None


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"present": "wrong one", "sure": "y"}, "现在的密码不正确"), ({"present": PASSWORD}, "不能恢复")],
)
def test_erasure_takes_the_password_and_a_clear_will(
    me: PageClient, person: User, session: Session, fields: dict[str, str], said: str
) -> None:
    assert said in me.post("/account/erase", fields, status=422).error_summary
    assert reread(session, person).state == "active"


def test_an_administrator_is_not_lost_by_erasure(client: PageClient, session: Session) -> None:
    admin = make_user(session, Role.SECURITY_ADMIN)
    page = client.sign_in(admin).post("/account/erase", {"present": PASSWORD, "sure": "y"}, status=422)
    assert "收回管理员角色" in page.error_summary


def test_the_notice_about_personal_data_can_be_read_by_all(client: PageClient) -> None:
    assert "您的权利" in client.get("/privacy").text


def test_the_account_page_is_cheap(me: PageClient) -> None:
    me.get("/account", max_statements=8)
