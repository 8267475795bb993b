"""The landing page, the help page and the workbench, as each role meets them."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchmaker.core.authz import Role
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.organizations import make_enterprise, make_university
from tests.support.page_client import PageClient

BUDGET = 8
ROLES = [role for role in Role if role is not Role.LINK]


def test_anybody_may_open_the_landing_page(visitor: PageClient) -> None:
    page = visitor.get("/", max_statements=BUDGET)
    assert "怎么对接" in page.text


def test_anybody_may_read_the_help_page(visitor: PageClient) -> None:
    assert "匹配度是怎么算的" in visitor.get("/about", max_statements=BUDGET).text


def test_the_workbench_asks_for_a_sign_in(visitor: PageClient) -> None:
    assert visitor.answer("/workbench").status_code == 302


def test_signing_in_leads_to_the_workbench(session: Session, visitor: PageClient) -> None:
    make_user(session, Role.SCOUT, region_code="340300", login="scout1")
    assert visitor.sign_in_by_form("scout1", PASSWORD).path == "/workbench"


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_a_workbench_within_the_budget(session: Session, visitor: PageClient, role: Role) -> None:
    unit = {
        Role.ENTERPRISE: make_enterprise,
        Role.UNIVERSITY_OFFICE: make_university,
        Role.RESEARCHER: make_university,
    }.get(role)
    owner = unit(session) if unit else None
    person = make_user(session, role, organization=owner, region_code=None if owner else "340300")
    page = visitor.sign_in(person).get("/workbench", max_statements=BUDGET)
    assert "等我办理" in page.text
