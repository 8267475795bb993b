"""The landing page, the help page and the workbench, as each role meets them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from matchmaker.catalog.models import NeedState
from matchmaker.core import clock
from matchmaker.core.authz import Role
from tests.factories.accounts import PASSWORD, add_role, make_member, make_officer, make_user
from tests.factories.catalog import make_need, make_refinement
from tests.factories.deals import make_deal
from tests.factories.matching import make_suggestion
from tests.factories.organizations import make_enterprise, make_university
from tests.support.page_client import PageClient
from tests.support.pages import words

BUDGET = 8
ROLES = [role for role in Role if role is not Role.LINK]


def test_anybody_may_open_the_landing_page(visitor: PageClient) -> None:
    page = visitor.get("/", max_statements=BUDGET)
    assert "三步对接" in page.text


def test_somebody_who_is_signed_in_is_led_back_and_not_asked_to_sign_in(session: Session, visitor: PageClient) -> None:
    page = visitor.sign_in(make_officer(session)).get("/")
    assert "回到工作台" in page.text
    assert 'href="/sign-in"' not in page.source


def test_an_empty_site_says_how_the_first_record_comes_in(visitor: PageClient) -> None:
    text = visitor.get("/").text
    assert "还没有公开的需求。企业注册后可以发布第一条。" in text
    assert "还没有公开的成果。高校院所注册后可以登记第一项。" in text


def test_anybody_may_read_the_help_page(visitor: PageClient) -> None:
    text = visitor.get("/about", max_statements=BUDGET).text
    for part in ("常见问题", "谁决定什么", "匹配度是怎么算的", "无障碍说明"):
        assert part in text


def test_paper_tells_where_the_page_is_but_no_one_time_link(visitor: PageClient) -> None:
    [head] = [each for each in visitor.get("/about").all("p") if "print-head" in each.get("class", "")]
    assert "http://localhost/about" in words(head)
    page = visitor.raw.get("/password-reset/invented-token")
    assert "print-head" in page.text
    assert "invented-token" not in page.text.partition("print-head")[2].partition("</p>")[0]


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


def test_an_officer_is_one_click_from_the_decision(session: Session, visitor: PageClient) -> None:
    pair = make_suggestion(session)
    page = visitor.sign_in(make_officer(session)).get("/workbench")
    assert "1 件事等您办理，没有逾期的。" in page.text
    assert pair.need.title in page.text
    assert f'href="/suggestions/{pair.id}"' in page.source


def test_what_is_late_stands_under_its_own_heading(session: Session, visitor: PageClient) -> None:
    make_suggestion(session, created_at=clock.now() - timedelta(days=30))
    page = visitor.sign_in(make_officer(session)).get("/workbench")
    assert "已有逾期，请先办理" in page.text
    assert "1 件事等您办理，其中 1 件已逾期。" in page.text
    assert "逾期" in page.text


def test_an_enterprise_sees_what_was_found_for_its_need(session: Session, visitor: PageClient) -> None:
    firm = make_enterprise(session)
    need = make_need(session, organization=firm)
    make_suggestion(session, need=need)
    page = visitor.sign_in(make_member(session, firm)).get("/workbench")
    assert f'href="/needs/{need.id}/suggestions"' in page.source
    assert "1 条较强以上的推荐" in page.text
    assert "现在没有等您办理的事" in page.text


def test_somebody_with_two_roles_sees_the_sections_of_both(session: Session, visitor: PageClient) -> None:
    firm = make_enterprise(session)
    make_suggestion(session, need=make_need(session, organization=firm))
    person = make_member(session, firm)
    add_role(session, person, Role.OFFICER, region_code="340300")
    page = visitor.sign_in(person).get("/workbench", max_statements=BUDGET)
    assert "待决定的匹配推荐" in page.text
    assert "为需求找到的成果" in page.text


def test_a_leader_sees_every_county(session: Session, visitor: PageClient) -> None:
    page = visitor.sign_in(make_user(session, Role.LEADER, region_code="340300")).get("/workbench")
    assert "龙子湖区" in page.text


def test_the_landing_page_hides_what_is_for_officers_only(session: Session, visitor: PageClient) -> None:
    shown = make_need(session)
    hidden = make_need(session, disclosure="officers_only")
    masked = make_need(session, disclosure="masked")
    page = visitor.get("/", max_statements=BUDGET)
    assert shown.title in page.text
    assert hidden.title not in page.text
    assert masked.title not in page.text


def test_every_link_of_a_full_workbench_leads_somewhere(session: Session, visitor: PageClient) -> None:
    firm = make_enterprise(session)
    for state in (NeedState.DRAFT, NeedState.RETURNED):
        make_need(session, state, organization=firm)
    make_refinement(session, make_need(session, NeedState.REFINING, organization=firm))
    make_suggestion(session, need=make_need(session, organization=firm))
    make_deal(session, suggestion=make_suggestion(session, need=make_need(session, organization=firm)))
    visitor.sign_in(make_member(session, firm))
    links = re.findall(r'class="btn btn-secondary" href="([^"]+)"', visitor.get("/workbench").source)
    assert links
    for link in links:
        visitor.get(link)
