"""Choosing on one's own page which notices are mailed when."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchmaker.accounts.models import MailPreference, User
from matchmaker.core import audit
from matchmaker.core.audit import AuditEntry
from tests.factories.accounts import make_user
from tests.support.page_client import PageClient

PAGE = "/account/mail"


@pytest.fixture
def person(session: Session) -> User:
    return make_user(session, email="wen@unit.example")


@pytest.fixture
def me(client: PageClient, person: User) -> PageClient:
    return client.sign_in(person)


def chosen(session: Session, person: User) -> MailPreference | None:
    session.expire_all()
    return session.get(MailPreference, person.id)


def test_a_choice_is_kept_and_noted(me: PageClient, person: User, session: Session) -> None:
    assert me.get("/account").links["调整邮件通知"] == PAGE
    fields = {"deals": "daily", "records": "none", "quiet_from": "22", "quiet_until": "7", "working_days_only": "y"}
    me.post(PAGE, fields)
    assert me.follow().messages == "邮件通知已保存。"
    row = chosen(session, person)
    assert row is not None
    assert (row.duties, row.deals, row.records) == ("at_once", "daily", "none")
    assert (row.quiet_from, row.quiet_until, row.working_days_only) == (22, 7, True)
    form = me.get(PAGE).form("保存")
    assert (form.value("deals"), form.value("quiet_from")) == ("daily", "22")
    me.post(PAGE, {"quiet_from": "", "quiet_until": "", "working_days_only": []})
    row = chosen(session, person)
    assert row is not None
    assert (row.quiet_from, row.quiet_until, row.working_days_only) == (None, None, False)
    entry = session.query(AuditEntry).filter_by(action="account.mail_chosen").order_by(AuditEntry.seq).first()
    assert entry is not None
    assert "对接进展：每个工作日汇总一封" in entry.detail["note"]
    assert audit.verify(session).problem is None


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"quiet_from": "22"}, "都填"),
        ({"quiet_until": "7"}, "都填"),
        ({"quiet_from": "7", "quiet_until": "7"}, "不能与开始时间相同"),
        ({"duties": "weekly"}, "待办与期限"),
        ({"deals": "hourly"}, "对接进展"),
        ({"quiet_from": "25", "quiet_until": "7"}, "免打扰从"),
        ({"quiet_from": "x", "quiet_until": "7"}, "免打扰从"),
    ],
)
def test_what_will_not_do_is_said(
    me: PageClient, person: User, session: Session, fields: dict[str, str], said: str
) -> None:
    assert said in me.post(PAGE, fields, status=422).error_summary
    assert chosen(session, person) is None


def test_a_stale_page_does_not_overwrite(me: PageClient, person: User, session: Session) -> None:
    me.post(PAGE, {"deals": "daily"})
    stale = me.get(PAGE)
    me.post(PAGE, {"deals": "weekly"})
    me.submit(stale, {"deals": "none"}, button="保存", status=409)
    row = chosen(session, person)
    assert row is not None
    assert row.deals == "weekly"


def test_without_an_address_the_page_says_what_to_do(client: PageClient, session: Session) -> None:
    page = client.sign_in(make_user(session)).get(PAGE, max_statements=8)
    assert "还没有邮箱" in page.text
    assert page.links["填写邮箱"] == "/account"
