"""Signing in, registering, the inbox and the administrators' pages: at every width, for every reader."""

import pytest
from sqlalchemy.orm import Session

from matchmaker.accounts.models import Notice
from matchmaker.core.authz import Role
from matchmaker.core.unit_of_work import transact
from tests.factories.accounts import PASSWORD, make_member, make_officer, make_user
from tests.factories.organizations import make_organization, make_university
from tests.support.browser import DESK, PHONE, OpenBrowser

pytestmark = pytest.mark.one_database
WIDTHS = pytest.mark.parametrize("width", [PHONE, DESK])


@WIDTHS
@pytest.mark.parametrize("path", ["/sign-in", "/organizations/register", "/password-reset", "/privacy"])
def test_public_pages_can_be_read_by_all(browse: OpenBrowser, width: int, path: str) -> None:
    visit = browse(width=width)
    visit.page.goto(path)
    visit.check()


@WIDTHS
def test_a_refused_registration_stays_readable(browse: OpenBrowser, width: int) -> None:
    visit = browse(width=width)
    visit.page.goto("/organizations/register")
    visit.page.get_by_role("button", name="注册", exact=True).click()
    assert "请填写单位全称" in visit.page.locator(".error-summary").inner_text()
    visit.check()


@WIDTHS
def test_a_members_pages(browse: OpenBrowser, session: Session, width: int) -> None:
    unit = make_university(session)
    member = make_member(session, unit, email="wen@unit.example")
    make_member(session, unit, password_hash="!")
    notice = Notice(
        user_id=member.id, dedup_key="k", kind="x", title="双方已同意对接", body="请尽快联系。", href="/account"
    )
    transact(session, lambda inner: inner.add(notice))
    visit = browse(width=width, user_id=member.id)
    for path in ("/notices", f"/organizations/{unit.id}/members", f"/organizations/{unit.id}/edit", "/account"):
        visit.page.goto(path)
        visit.check()


@WIDTHS
def test_an_officers_pages(browse: OpenBrowser, session: Session, width: int) -> None:
    unit = make_organization(session)
    visit = browse(width=width, user_id=make_officer(session).id)
    make_officer(session)
    for path in ("/organizations", f"/organizations/{unit.id}", "/deputies"):
        visit.page.goto(path)
        visit.check()


@WIDTHS
@pytest.mark.parametrize(
    ("role", "paths"),
    [
        (Role.SYSTEM_ADMIN, ["/admin/users", "/admin/settings", "/admin/settings/clock.review_days", "/admin/jobs"]),
        (Role.SECURITY_ADMIN, ["/admin/users/1", "/admin/security-events"]),
        (Role.AUDIT_ADMIN, ["/admin/audit", "/admin/audit/verification"]),
    ],
)
def test_administrators_pages(browse: OpenBrowser, session: Session, width: int, role: Role, paths: list[str]) -> None:
    make_officer(session)
    visit = browse(width=width, user_id=make_user(session, role).id)
    for path in paths:
        visit.page.goto(path)
        visit.check()


def test_a_person_signs_in_reads_a_notice_and_signs_out(browse: OpenBrowser, session: Session) -> None:
    make_user(session, login="wen.qiao")
    visit = browse(width=PHONE)
    visit.page.goto("/account")
    visit.page.get_by_label("登录名").fill("wen.qiao")
    visit.page.get_by_label("密码", exact=False).fill(PASSWORD)
    visit.page.get_by_role("main").get_by_role("button", name="登录").click()
    assert visit.page.get_by_role("heading", level=1).inner_text() == "我的账号"
    visit.page.locator("details.menu").nth(0).locator("summary").click()
    visit.page.get_by_role("button", name="退出登录").click()
    assert "您已退出登录" in visit.page.locator("#messages").inner_text()
