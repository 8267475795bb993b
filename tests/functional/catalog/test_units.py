"""Scouts and officers enter records for units; the record carries its scout for good."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, Need
from matchmaker.core.authz import Role
from matchmaker.organizations.models import Organization
from tests.factories.accounts import add_role, make_member, make_officer, make_scout, make_user
from tests.factories.organizations import make_enterprise, make_university
from tests.functional.catalog.filled import ACHIEVEMENT, NEED
from tests.support.page_client import PageClient

NEW_UNIT = {
    "unit_name": "外地测试研究院",
    "unit_kind": "institute",
    "unit_region_code": "340100",
    "unit_contact_email": "office@example.org",
    "source": "outside_city",
}


def test_a_scout_registers_an_achievement_of_a_unit_not_known_yet(client: PageClient, session: Session) -> None:
    scout = make_scout(session)
    client.sign_in(scout)
    page = client.get("/achievements/new", max_statements=8)
    client.submit(page, {**ACHIEVEMENT, **NEW_UNIT}, button="保存草稿")
    row = session.scalars(select(Achievement)).one()
    assert (row.state, row.scout_id, row.source) == ("draft", scout.id, "outside_city")
    assert (row.organization.name, row.organization.state) == ("外地测试研究院", "unverified")
    assert row.region_code == "340300"


def test_a_known_unit_is_found_by_name_or_code(client: PageClient, session: Session) -> None:
    firm = make_enterprise(session)
    client.sign_in(make_scout(session))
    client.post("/needs/new", {**NEED, "unit_name": firm.name}, button="保存草稿")
    client.post(
        "/needs/new", {**NEED, "unit_name": "写错的名称", "unit_credit_code": firm.credit_code or ""}, button="保存草稿"
    )
    assert session.scalars(select(Need.organization_id)).all() == [firm.id, firm.id]


def test_a_scout_cannot_submit_past_the_unit(client: PageClient, session: Session) -> None:
    client.sign_in(make_scout(session))
    page = client.get("/needs/new")
    assert page.form("保存草稿").button("完成并提交") is None
    assert "送单位确认" in page.text


def test_an_unknown_unit_needs_its_place(client: PageClient, session: Session) -> None:
    client.sign_in(make_scout(session))
    page = client.post("/achievements/new", {**ACHIEVEMENT, **NEW_UNIT, "unit_region_code": ""}, 422, button="保存草稿")
    assert "所在地区" in page.error_summary
    assert page.form("保存草稿").value("unit_name") == "外地测试研究院"
    assert session.scalar(select(func.count()).select_from(Organization)) == 0


def test_a_wrong_credit_code_is_refused_at_its_field(client: PageClient, session: Session) -> None:
    client.sign_in(make_scout(session))
    typed = {**NEED, "unit_name": "某新企业", "unit_credit_code": "91340300MA0000000X", "unit_region_code": "340304"}
    page = client.post("/needs/new", typed, 422, button="保存草稿")
    assert "统一社会信用代码" in page.error_summary


def test_an_officer_enters_without_becoming_a_scout(client: PageClient, session: Session) -> None:
    firm, officer = make_enterprise(session), make_officer(session)
    client.sign_in(officer)
    client.post("/needs/new", {**NEED, "unit_name": firm.name}, button="保存草稿")
    need = session.scalars(select(Need)).one()
    assert (need.scout_id, need.entered_by) == (None, officer.id)


def test_who_acts_for_several_units_chooses(client: PageClient, session: Session) -> None:
    first, second = make_university(session), make_university(session)
    person = make_member(session, first)
    add_role(session, person, Role.UNIVERSITY_OFFICE, organization=second)
    client.sign_in(person)
    client.post("/achievements/new", {**ACHIEVEMENT, "organization_id": str(second.id)}, button="保存草稿")
    assert session.scalars(select(Achievement.organization_id)).all() == [second.id]


def test_an_account_without_a_unit_is_told_what_to_do(client: PageClient, session: Session) -> None:
    client.sign_in(make_user(session, Role.ENTERPRISE))
    assert "还没有关联单位" in client.get("/needs/new", 403).text
