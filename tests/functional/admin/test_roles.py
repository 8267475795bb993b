"""Giving and taking roles on the pages."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.core.authz import Role
from matchmaker.organizations.models import RoleGrant
from tests.factories.accounts import CITY, make_user
from tests.factories.organizations import make_organization
from tests.support.page_client import PageClient


@pytest.fixture
def security(client: PageClient, session: Session) -> PageClient:
    return client.sign_in(make_user(session, Role.SECURITY_ADMIN))


@pytest.fixture
def person(session: Session) -> User:
    return make_user(session, name="李新")


def held(session: Session, person: User) -> list[str]:
    session.expire_all()
    return list(session.scalars(select(RoleGrant.role).where(RoleGrant.user_id == person.id)))


def test_a_role_is_given_and_taken(
    security: PageClient, visit_as: Callable[..., PageClient], person: User, session: Session
) -> None:
    page, theirs = f"/admin/users/{person.id}", visit_as(person)
    security.post(f"{page}/roles", {"role": "officer", "region_code": CITY}, form=page)
    assert "蚌埠市" in security.follow().text
    assert theirs.answer("/account").status_code == 302  # signed in with the old rights
    visit_as(person).get("/organizations")
    entry = session.scalars(select(RoleGrant).where(RoleGrant.user_id == person.id)).one()
    security.post(f"{page}/roles/{entry.id}/revoke", form=page)
    assert held(session, person) == []


def test_a_unit_is_named_by_its_full_name_or_code(security: PageClient, person: User, session: Session) -> None:
    unit, page = make_organization(session, name="淮滨智造（蚌埠）有限公司"), f"/admin/users/{person.id}"
    security.post(f"{page}/roles", {"role": "enterprise", "organization": "淮滨智造(蚌埠)有限公司"}, form=page)
    security.post(f"{page}/roles", {"role": "researcher", "organization": unit.credit_code or ""}, form=page)
    assert held(session, person) == ["enterprise", "researcher"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"role": "officer"}, "指定负责的地区"),
        ({"role": "enterprise"}, "指定所属单位"),
        ({"role": "enterprise", "organization": "没有这家公司"}, "没有找到这家单位"),
        ({"role": "enterprise", "organization": "9" * 101}, "最多 100 个字"),
        ({"role": ""}, "请选择角色"),
        ({"role": "system_admin", "region_code": CITY}, "不限单位和地区"),
        (
            {"role": "officer", "region_code": CITY, "starts_on": "2026-05-01", "ends_on": "2026-04-01"},
            "不能早于起始日期",
        ),
    ],
)
def test_what_will_not_do_is_said_at_its_field(
    security: PageClient, person: User, session: Session, fields: dict[str, str], said: str
) -> None:
    page = f"/admin/users/{person.id}"
    assert said in security.post(f"{page}/roles", fields, form=page, status=422).error_summary
    assert held(session, person) == []


def test_two_of_the_three_administrators_in_one_are_refused(
    security: PageClient, person: User, session: Session
) -> None:
    page = f"/admin/users/{person.id}"
    security.post(f"{page}/roles", {"role": "system_admin"}, form=page)
    answer = security.post(f"{page}/roles", {"role": "audit_admin"}, form=page, status=422)
    assert "不得由同一人兼任" in answer.error_summary
    assert held(session, person) == ["system_admin"]


def test_nobody_gives_themselves_a_role(client: PageClient, session: Session) -> None:
    me = make_user(session, Role.SECURITY_ADMIN)
    client.sign_in(me)
    assert client.get(f"/admin/users/{me.id}").main is not None
    client.forge(f"/admin/users/{me.id}/roles", {"role": "leader", "region_code": CITY}, status=422)
    assert held(session, me) == ["security_admin"]


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN, Role.OFFICER])
def test_only_the_security_administrator_gives_roles(
    client: PageClient, person: User, session: Session, role: Role
) -> None:
    client.sign_in(make_user(session, role))
    client.forge(f"/admin/users/{person.id}/roles", {"role": "leader", "region_code": CITY}, status=403)
    assert held(session, person) == []
