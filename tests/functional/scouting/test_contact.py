"""The contact log on the phone, and who reads it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from matchmaker.core import clock
from matchmaker.core.authz import Role
from matchmaker.organizations.models import Organization
from matchmaker.scouting.models import ContactLog, Lead
from tests.factories.accounts import make_officer, make_scout, make_user
from tests.factories.organizations import make_university
from tests.factories.scouting import make_assignment, make_contact
from tests.support.page_client import PageClient
from tests.unit.scouting.conftest import Field, field

__all__ = ["field"]


@pytest.fixture
def scout(app: Flask, field: Field) -> PageClient:
    return PageClient(app).sign_in(field.scout)


def test_two_fields_are_enough(field: Field, scout: PageClient) -> None:
    make_assignment(field.session, field.scout, field.unit)
    page = scout.get("/contacts/new", max_statements=8)
    assert field.unit.name in page.text
    scout.submit(page, {"learnt": "中试线已连续运行三个月。"}, button="保存")
    assert "已记录" in scout.follow().messages
    (row,) = field.session.scalars(select(ContactLog))
    assert (row.organization_id, row.happened_on, row.method) == (field.unit.id, clock.today(), "visit")


def test_the_unit_of_the_last_contact_is_chosen_already(field: Field, scout: PageClient) -> None:
    make_assignment(field.session, field.scout, make_university(field.session))
    make_contact(field.session, field.scout, field.unit)
    assert scout.get("/workbench").links["记一次走访"] == "/contacts/new"
    page = scout.get("/contacts/new", max_statements=8)
    assert page.form("保存").value("organization") == str(field.unit.id)


def test_after_saving_a_lead_is_offered_with_what_was_learnt(field: Field, scout: PageClient) -> None:
    make_assignment(field.session, field.scout, field.unit)
    scout.post("/contacts/new", {"learnt": "中试线已连续运行三个月。"}, button="保存")
    lead = scout.get(scout.follow().links["登记成果线索"])
    assert lead.form("保存线索").value("note") == "中试线已连续运行三个月。"
    assert lead.form("保存线索").value("kind") == "achievement"


def test_a_unit_that_is_new_is_noted_with_a_lead(field: Field, scout: PageClient) -> None:
    given = {"organization": "other", "other_name": "测试膜材料有限公司", "other_kind": "enterprise"}
    lead = {"lead_kind": "need", "lead_title": "膜组件端封漏液"}
    scout.post("/contacts/new", {**given, **lead, "learnt": "端封漏液率偏高。"}, button="保存")
    (found,) = field.session.scalars(select(Lead))
    assert (found.kind, found.title) == ("need", "膜组件端封漏液")
    assert field.session.get_one(Organization, found.organization_id).name == "测试膜材料有限公司"


def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(field: Field, scout: PageClient) -> None:
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    given = {"organization": "other", "other_name": "", "learnt": "设备停机", "happened_on": clock.today().isoformat()}
    page = scout.post("/contacts/new", given, 422, button="保存")
    assert "请填写单位全称" in page.error_summary
    assert "设备停机" in page.source
    make_assignment(field.session, field.scout, field.unit)
    later = {"organization": str(field.unit.id), "learnt": "设备停机", "happened_on": tomorrow}
    assert "日期不能晚于今天" in scout.post("/contacts/new", later, 422, button="保存").error_summary
    named = {"organization": str(field.unit.id), "learnt": "听说有成果", "lead_kind": "achievement"}
    assert "请填写名称" in scout.post("/contacts/new", named, 422, button="保存").error_summary
    assert field.session.scalars(select(ContactLog)).all() == []


def test_one_edits_ones_own_only(field: Field, scout: PageClient, app: Flask) -> None:
    row = make_contact(field.session, field.scout, field.unit)
    scout.post(f"/contacts/{row.id}/edit", {"counterpart": ""}, button="保存")
    field.session.refresh(row)
    assert row.counterpart == ""
    other = PageClient(app).sign_in(make_scout(field.session))
    for path in (f"/contacts/{row.id}", f"/contacts/{row.id}/edit"):
        other.get(path, 404)
    assert field.unit.name not in other.get("/contacts").text


def test_officers_and_leaders_of_the_region_read_without_the_remark(field: Field, app: Flask) -> None:
    row = make_contact(field.session, field.scout, field.unit, remark="负责人快退休了")
    leader = make_user(field.session, Role.LEADER, region_code="340300")
    for person in (field.officer, leader):
        reader = PageClient(app).sign_in(person)
        assert field.unit.name in reader.get("/contacts", max_statements=8).text
        page = reader.get(f"/contacts/{row.id}", max_statements=8)
        assert row.learnt[:10] in page.text
        assert "负责人快退休了" not in page.source
    PageClient(app).sign_in(make_officer(field.session, "340400")).get(f"/contacts/{row.id}", 404)
    assert "负责人快退休了" in PageClient(app).sign_in(field.scout).get(f"/contacts/{row.id}").text


def test_from_a_unit_one_starts_with_the_unit_chosen(field: Field, scout: PageClient) -> None:
    page = scout.get(f"/organizations/{field.unit.id}/contacts/new", max_statements=8)
    scout.submit(page, {"learnt": "补充了检测报告。"}, button="保存")
    assert field.session.scalars(select(ContactLog.organization_id)).all() == [field.unit.id]
    scout.get("/organizations/99999/contacts/new", 404)
