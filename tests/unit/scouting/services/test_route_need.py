from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.errors import Forbidden, Invalid, NotFound
from matchmaker.scouting.models import RouteKind, RoutingState, RoutingTask
from matchmaker.scouting.services import begin_routing, close_task, end_obsolete, report_task, route_need
from tests.factories.accounts import make_officer, make_scout
from tests.factories.catalog import make_need
from tests.factories.scouting import make_routing
from tests.unit.scouting.conftest import Field


def test_routing_begins_once_and_tells_the_officers(field: Field) -> None:
    need = make_need(field.session)
    field.do(lambda s: begin_routing(s, need.id))
    field.do(lambda s: begin_routing(s, need.id))
    (task,) = field.session.scalars(select(RoutingTask))
    assert (task.state, task.region_code) == (RoutingState.WAITING, need.region_code)
    assert field.told_users("routing.waiting") == {field.officer.id}


@pytest.mark.parametrize("provided", [True, False])
def test_what_needs_no_routing_any_more_is_closed_with_the_reason(field: Field, provided: bool) -> None:  # noqa: FBT001
    task = make_routing(field.session, make_need(field.session))
    field.do(lambda s: end_obsolete(s, task.id, provided=provided))
    field.session.refresh(task)
    assert task.state == RoutingState.DONE
    assert ("匹配" in task.outcome) is provided


def route(field: Field, task: RoutingTask, kind: RouteKind, **given: object) -> None:
    values = {"actor": field.actor(field.officer), "due_on": clock.today() + timedelta(days=3), **given}
    field.do(lambda s: route_need(s, s.get_one(RoutingTask, task.id), kind, **values))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "given", "name"),
    [
        (RouteKind.FOUR_SEARCH, {}, "assignee_id"),
        (RouteKind.EXPERT, {}, "assignee_id"),
        (RouteKind.PILOT, {}, "department"),
        (RouteKind.CHALLENGE, {"department": "科技局", "due_on": clock.today() - timedelta(days=9)}, "due_on"),
    ],
)
def test_each_route_asks_for_what_it_needs(field: Field, kind: RouteKind, given: dict[str, object], name: str) -> None:
    task = make_routing(field.session, make_need(field.session))
    with pytest.raises(Invalid) as refused:
        route(field, task, kind, **given)
    assert set(refused.value.fields) == {name}


def test_an_expert_task_is_not_for_a_scout(field: Field) -> None:
    task = make_routing(field.session, make_need(field.session))
    with pytest.raises(Invalid):
        route(field, task, RouteKind.EXPERT, assignee_id=field.scout.id)


def test_a_task_can_be_given_to_somebody_else(field: Field) -> None:
    task, second = make_routing(field.session, make_need(field.session)), make_scout(field.session)
    route(field, task, RouteKind.FOUR_SEARCH, assignee_id=field.scout.id)
    route(field, task, RouteKind.FOUR_SEARCH, assignee_id=second.id)
    assert field.told_users("routing.assigned") == {field.scout.id, second.id}
    with pytest.raises(NotFound):
        report(field.session, field, task)


def report(_session: Session, field: Field, task: RoutingTask) -> None:
    scout = field.actor(field.scout)
    field.do(lambda s: report_task(s, s.get_one(RoutingTask, task.id), "有两家可谈", actor=scout))


def test_of_a_masked_need_the_notice_names_nothing(field: Field) -> None:
    need = make_need(field.session, title="真名不可见", disclosure="masked")
    task = make_routing(field.session, need)
    route(field, task, RouteKind.FOUR_SEARCH, assignee_id=field.scout.id)
    assert "真名不可见" not in str(field.told("routing.assigned"))


def test_only_officers_of_the_region_route_and_close(field: Field) -> None:
    task = make_routing(field.session, make_need(field.session))
    stranger, scout = field.actor(make_officer(field.session, "340400")), field.actor(field.scout)
    with pytest.raises(NotFound):
        route(field, task, RouteKind.PILOT, department="中试基地", actor=stranger)
    with pytest.raises(Forbidden):
        field.do(lambda s: close_task(s, s.get_one(RoutingTask, task.id), "理由", actor=scout))
    officer = field.actor(field.officer)
    with pytest.raises(Invalid):
        field.do(lambda s: close_task(s, s.get_one(RoutingTask, task.id), " ", actor=officer))
