"""Leads: noted, registered, dropped."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from matchmaker.catalog.models import Achievement
from matchmaker.scouting.models import Lead, LeadState
from tests.factories.accounts import make_scout
from tests.factories.scouting import make_contact, make_lead
from tests.support.page_client import PageClient
from tests.unit.scouting.conftest import Field, field

__all__ = ["field"]


@pytest.fixture
def scout(app: Flask, field: Field) -> PageClient:
    return PageClient(app).sign_in(field.scout)


def test_a_lead_from_a_visit_becomes_a_draft_that_carries_its_scout(field: Field, scout: PageClient) -> None:
    visit = make_contact(field.session, field.scout, field.unit)
    scout.post(f"/leads/new?contact={visit.id}", {"title": "陶瓷膜中试线", "note": "愿意对外许可"}, button="保存线索")
    scout.follow()
    (row,) = field.session.scalars(select(Lead))
    scout.post(f"/leads/{row.id}/register", form=f"/leads/{row.id}", button="建草稿")
    field.session.refresh(row)
    record = field.session.get_one(Achievement, row.record_id)
    assert (record.state, record.scout_id, record.organization_id) == ("draft", field.scout.id, field.unit.id)
    assert (record.title, record.summary) == ("陶瓷膜中试线", "愿意对外许可")


def test_a_unit_nobody_knows_yet_is_noted_with_the_record(field: Field, scout: PageClient) -> None:
    row = make_lead(field.session, field.scout, organization_text="测试外地研究院")
    here = f"/leads/{row.id}"
    page = scout.post(f"{here}/register", {"unit_name": ""}, 422, form=here, button="建草稿")
    assert "请填写单位全称" in page.error_summary
    scout.post(f"{here}/register", {"unit_kind": "institute"}, form=here, button="建草稿")
    field.session.refresh(row)
    assert row.organization is not None
    assert row.organization.name == "测试外地研究院"


def test_dropping_needs_a_reason_and_can_be_undone(field: Field, scout: PageClient) -> None:
    row = make_lead(field.session, field.scout)
    here = f"/leads/{row.id}"
    assert "请说明理由" in scout.post(f"{here}/drop", status=422, form=here, button="放弃这条线索").error_summary
    scout.post(f"{here}/drop", {"reason": "已被外地企业买断"}, form=here, button="放弃这条线索")
    field.session.refresh(row)
    assert (row.state, row.drop_reason) == (LeadState.DROPPED, "已被外地企业买断")
    scout.post(f"{here}/reopen", form=here)
    field.session.refresh(row)
    assert row.state == LeadState.OPEN


def test_lists_show_ones_own_and_the_officer_reads(field: Field, scout: PageClient, app: Flask) -> None:
    row = make_lead(field.session, field.scout)
    assert row.title in scout.get("/leads", max_statements=8).text
    assert row.title not in scout.get("/leads", state="dropped").text
    officer = PageClient(app).sign_in(field.officer)
    assert row.title in officer.get("/leads").text
    assert "建草稿" not in officer.get(f"/leads/{row.id}", max_statements=8).source
    PageClient(app).sign_in(make_scout(field.session)).get(f"/leads/{row.id}", 404)
    scout.get("/leads/new", max_statements=8)
