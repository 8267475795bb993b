"""分流, from the officer to the assignee and back to the enterprise."""

from __future__ import annotations

import pytest
from flask import Flask

from matchmaker.core.authz import Role
from matchmaker.scouting.models import RoutingState, RoutingTask
from tests.factories.accounts import make_member, make_officer, make_scout, make_user
from tests.factories.catalog import make_need
from tests.factories.scouting import make_profile, make_routing
from tests.support.page_client import PageClient
from tests.unit.scouting.conftest import Field, field

__all__ = ["field"]


@pytest.fixture
def task(field: Field) -> RoutingTask:
    return make_routing(field.session, make_need(field.session))


@pytest.fixture
def officer(app: Flask, field: Field) -> PageClient:
    return PageClient(app).sign_in(field.officer)


def test_a_need_goes_to_a_scout_of_its_field_and_comes_back_with_a_result(
    field: Field, task: RoutingTask, officer: PageClient, app: Flask
) -> None:
    owner = make_member(field.session, task.need.organization)
    make_profile(field.session, field.scout, field_codes=["new_materials"])
    assert task.need.title in officer.get("/routing", max_statements=8).text
    here = f"/routing/{task.id}"
    page = officer.get(here, max_statements=8)
    assert f"领域相符：{field.scout.name}" in page.text
    page = officer.submit(page, {"route": "four_search"}, 422, button="分流")
    assert "请选择承办的科技情报员" in page.error_summary
    officer.submit(page, {"route": "four_search", "assignee_id": str(field.scout.id)}, button="分流")
    assert field.told_users("routing.assigned") == {field.scout.id}
    assert field.told_users("routing.routed") == {owner.id}

    scout = PageClient(app).sign_in(field.scout)
    assert task.need.title in scout.get("/routing", max_statements=8).text
    scout.post(f"{here}/report", {"outcome": "某研究院有同类中试线，愿意来谈。"}, form=here, button="报告结果")
    field.session.refresh(task)
    assert (task.state, task.outcome) == (RoutingState.DONE, "某研究院有同类中试线，愿意来谈。")
    assert field.told_users("routing.reported") == {field.officer.id}
    assert field.told_users("routing.done") == {owner.id}


def test_a_department_must_be_named_and_a_reason_given(field: Field, task: RoutingTask, officer: PageClient) -> None:
    here = f"/routing/{task.id}"
    page = officer.post(f"{here}/assign", {"route": "department"}, 422, form=here, button="分流")
    assert "请填写承办部门或机构" in page.error_summary
    page = officer.post(f"{here}/close", status=422, form=here, button="说明理由后办结")
    assert "请说明理由" in page.error_summary
    officer.post(f"{here}/close", {"reason": "企业已停产该产品"}, form=here, button="说明理由后办结")
    field.session.refresh(task)
    assert (task.state, task.route) == (RoutingState.DONE, "closed")


def test_only_the_assignee_and_the_officers_of_the_region_see_a_task(
    field: Field, task: RoutingTask, app: Flask
) -> None:
    PageClient(app).sign_in(make_scout(field.session)).get(f"/routing/{task.id}", 404)
    PageClient(app).sign_in(make_officer(field.session, "340400")).get(f"/routing/{task.id}", 404)
    assert task.need.title not in PageClient(app).sign_in(field.scout).get("/routing", state="waiting").text


def test_the_assignee_reads_no_more_than_the_public_may(field: Field, app: Flask) -> None:
    need = make_need(field.session, title="真名不可见", disclosure="officers_only")
    expert = make_user(field.session, Role.EXPERT, region_code="340400")
    task = make_routing(field.session, need, RoutingState.ASSIGNED, assignee=expert)
    page = PageClient(app).sign_in(expert).get(f"/routing/{task.id}", max_statements=8)
    assert "真名不可见" not in page.source
    assert need.organization.name not in page.source
