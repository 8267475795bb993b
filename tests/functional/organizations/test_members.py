"""Colleagues come by invitation."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.organizations.models import Organization, OrganizationKind, RoleGrant
from tests.factories.accounts import make_member, make_officer, make_user
from tests.factories.organizations import make_organization
from tests.support.mail import Mail
from tests.support.page_client import PageClient

NEW = {"name": "李新", "login": "li.xin", "email": "li@unit.example"}
SECRET = "quiet-river-barge-41"


@pytest.fixture
def unit(session: Session) -> Organization:
    return make_organization(session, OrganizationKind.UNIVERSITY, name="淮滨理工学院")


@pytest.fixture
def page(unit: Organization) -> str:
    return f"/organizations/{unit.id}/members"


@pytest.fixture
def office(client: PageClient, session: Session, unit: Organization) -> PageClient:
    return client.sign_in(make_member(session, unit, name="文乔"))


def test_an_invited_colleague_sets_a_password_and_comes_in(
    office: PageClient, page: str, mails: Callable[[], list[Mail]], session: Session
) -> None:
    office.post(page, {**NEW, "role": "researcher"})
    assert "邀请已发到 li@unit.example" in office.follow().messages
    [mail] = mails()
    assert "淮滨理工学院为您开通了" in mail.body
    visitor = PageClient(office.app)
    visitor.post(mail.path, {"password": SECRET, "again": SECRET, "consent": "y"})
    visitor.sign_in_by_form("li.xin", SECRET)
    assert session.scalars(select(RoleGrant.role).order_by(RoleGrant.id)).all() == ["university_office", "researcher"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"email": ""}, "请填写邮箱"),
        ({"login": "文"}, "英文字母"),
        ({"role": "officer"}, "role"),
    ],
)
def test_what_will_not_do_is_said(
    office: PageClient, page: str, session: Session, fields: dict[str, str], said: str
) -> None:
    answer = office.post(page, {**NEW, "role": "researcher", **fields}, status=422)
    assert said in answer.error_summary or said == "role"
    assert session.scalar(select(User.id).where(User.name == "李新")) is None


def test_a_taken_name_is_said_at_its_field(office: PageClient, page: str, session: Session) -> None:
    make_user(session, login="li.xin")
    assert "已被使用" in office.post(page, {**NEW, "role": "researcher"}, status=422).error_summary


def test_the_link_is_sent_again_until_a_password_is_set(
    office: PageClient, page: str, mails: Callable[[], list[Mail]], session: Session
) -> None:
    office.post(page, {**NEW, "role": "researcher"})
    entry = session.scalars(select(RoleGrant).where(RoleGrant.role == "researcher")).one()
    office.post(f"{page}/{entry.id}/invite", form=page)
    assert len(mails()) == 2
    assert mails()[0].path != mails()[1].path


def test_a_removed_colleague_is_out_at_once(
    office: PageClient, visit_as: Callable[..., PageClient], page: str, unit: Organization, session: Session
) -> None:
    colleague = make_member(session, unit)
    theirs = visit_as(colleague)
    entry = session.scalars(select(RoleGrant).where(RoleGrant.user_id == colleague.id)).one()
    office.post(f"{page}/{entry.id}/remove", form=page)
    assert "不再能代表本单位" in office.follow().messages
    assert theirs.answer("/account").status_code == 302


def test_the_last_one_stays(client: PageClient, page: str, unit: Organization, session: Session) -> None:
    make_member(session, unit)
    entry = session.scalars(select(RoleGrant)).one()
    client.sign_in(make_officer(session)).post(f"{page}/{entry.id}/remove", form=page)
    assert "最后一位管理员" in client.follow().messages
    assert session.get(RoleGrant, entry.id) is not None


def test_nobody_removes_themselves(office: PageClient, page: str, session: Session) -> None:
    entry = session.scalars(select(RoleGrant)).one()
    office.forge(f"{page}/{entry.id}/remove", status=303)
    assert "不能移除自己" in office.follow().messages


def test_another_units_grant_looks_missing(office: PageClient, page: str, session: Session) -> None:
    stranger = make_member(session, make_organization(session))
    entry = session.scalars(select(RoleGrant).where(RoleGrant.user_id == stranger.id)).one()
    office.forge(f"{page}/{entry.id}/remove", status=404)


def test_the_list_is_cheap(office: PageClient, page: str, unit: Organization, session: Session) -> None:
    for _time in range(5):
        make_member(session, unit)
    office.get(page, max_statements=8)
