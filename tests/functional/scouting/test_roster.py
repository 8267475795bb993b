"""The roster and what it covers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from matchmaker.core import clock
from matchmaker.core.authz import Role
from matchmaker.scouting.models import Assignment, ScoutProfile
from tests.factories.accounts import make_officer, make_user
from tests.factories.scouting import make_assignment, make_contact, make_profile
from tests.support.page_client import PageClient
from tests.unit.scouting.conftest import Field, field

__all__ = ["field"]


@pytest.fixture
def officer(app: Flask, field: Field) -> PageClient:
    return PageClient(app).sign_in(field.officer)


def test_an_officer_enrols_a_scout_and_gives_a_unit_to_look_after(field: Field, officer: PageClient) -> None:
    given = {"unit": "测试开发区", "region_code": "340304", "field_codes": ["new_materials"]}
    officer.post("/scouts/new", given, button="保存")
    page = officer.follow()
    (row,) = field.session.scalars(select(ScoutProfile))
    assert (row.user_id, row.field_codes) == (field.scout.id, ["new_materials"])
    here = f"/scouts/{row.id}"
    officer.submit(page, {"organization_id": str(field.unit.id)}, button="增加定点联系")
    assert field.told_users("scout.assigned") == {field.scout.id}
    again = officer.post(
        f"{here}/assignments", {"organization_id": str(field.unit.id)}, 422, form=here, button="增加定点联系"
    )
    assert "已经定点联系" in again.error_summary
    assigned = field.session.scalars(select(Assignment)).one()
    officer.post(f"{here}/assignments/{assigned.id}/end", form=here)
    field.session.expire_all()
    assert field.session.scalars(select(Assignment)).all() == []


def test_a_term_that_ends_early_or_a_strange_region_is_refused(field: Field, officer: PageClient) -> None:
    row = make_profile(field.session, field.scout)
    early = {"term_end": (row.term_start - timedelta(days=1)).isoformat()}
    page = officer.post(f"/scouts/{row.id}", early, 422, button="保存")
    assert "任期结束不能早于开始" in page.error_summary
    PageClient(officer.app).sign_in(make_officer(field.session, "340400")).get(f"/scouts/{row.id}", 404)


def test_the_roster_is_read_by_leaders_and_scouts(field: Field, app: Flask) -> None:
    make_profile(field.session, field.scout)
    make_assignment(field.session, field.scout, field.unit)
    for person in (field.officer, field.scout, make_user(field.session, Role.LEADER, region_code="340300")):
        page = PageClient(app).sign_in(person).get("/scouts", max_statements=8)
        assert field.unit.name in page.text


def test_coverage_shows_gaps_lapses_and_shortages(field: Field, officer: PageClient) -> None:
    make_profile(field.session, field.scout)
    assert "没有人定点联系的单位" in officer.get("/scouts/coverage", max_statements=9).text
    make_assignment(field.session, field.scout, field.unit, starts_on=clock.today() - timedelta(days=400))
    make_contact(field.session, field.scout, field.unit, happened_on=clock.today() - timedelta(days=90))
    page = officer.get("/scouts/coverage", max_statements=9)
    assert "太久未访" in page.text
    assert "今年选派人数不足的地区" in page.text
    make_contact(field.session, field.scout, field.unit)
    assert "太久未访" not in officer.get("/scouts/coverage").text
