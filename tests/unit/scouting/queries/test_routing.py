"""Which needs are routed, and who is proposed for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta

from sqlalchemy.orm import Session, sessionmaker

from matchmaker.config import Settings
from matchmaker.core import clock
from matchmaker.core.authz import Role
from matchmaker.core.jobs import JobRegistry
from matchmaker.core.worker import Worker
from matchmaker.scouting.jobs import register_routing
from matchmaker.scouting.models import RoutingState
from matchmaker.scouting.ports import NothingMatched, Progress
from matchmaker.scouting.queries.routing import candidates, obsolete, tasks, to_route
from tests.factories.accounts import make_scout, make_user
from tests.factories.catalog import make_need
from tests.factories.scouting import make_profile, make_routing
from tests.unit.scouting.conftest import Field


class Matched(NothingMatched):
    """Everything listed is provided for."""

    def __init__(self, *ids: int) -> None:
        self.ids = set(ids)

    def provided_for(self, session: Session, need_ids: Collection[int]) -> set[int]:  # noqa: ARG002
        return self.ids & set(need_ids)

    def progress(self, session: Session, kind: str, record_ids: Collection[int]) -> Mapping[int, Progress]:  # noqa: ARG002
        return {}


def test_a_need_is_routed_after_its_days_without_a_match_and_not_twice(session: Session) -> None:
    need, matched = make_need(session), make_need(session)
    nothing = Matched(matched.id)
    assert to_route(session, nothing) == []
    with clock.frozen(clock.now() + timedelta(days=8)):
        assert to_route(session, nothing) == [need.id]
        make_routing(session, need, RoutingState.DONE)
        assert to_route(session, nothing) == []


def test_a_waiting_task_ends_with_the_match_or_the_need(session: Session) -> None:
    task = make_routing(session, make_need(session))
    given = make_routing(session, make_need(session), RoutingState.ASSIGNED, assignee=make_scout(session))
    assert obsolete(session, Matched()) == {}
    assert obsolete(session, Matched(task.need_id, given.need_id)) == {task.id: True}


def test_the_job_asks_once(field: Field, sessions: sessionmaker[Session], settings: Settings) -> None:
    need = make_need(field.session)
    registry = JobRegistry()
    register_routing(registry, NothingMatched())
    for hours in (0, 2, 4):
        with clock.frozen(clock.now() + timedelta(days=8, hours=hours)):
            Worker(sessions, registry, settings).drain()
    assert [payload["href"].startswith("/routing/") for payload in field.told("routing.waiting")] == [True]
    assert need.title in field.told("routing.waiting")[0]["title"]


def test_scouts_of_the_field_come_first(field: Field) -> None:
    need = make_need(field.session)
    knows = make_scout(field.session, name="乙")
    expert = make_user(field.session, Role.EXPERT, region_code="340300", name="甲")
    make_profile(field.session, knows, field_codes=["new_materials"])
    found = candidates(field.session, need, field.actor(field.officer))
    assert found[0] == (knows.id, "领域相符：乙（情报员）")
    assert (expert.id, "甲（专家）") in found
    assert make_scout(field.session, "340400").id not in dict(found)


def test_each_sees_the_tasks_that_concern_them(field: Field) -> None:
    task = make_routing(field.session, make_need(field.session), RoutingState.ASSIGNED, assignee=field.scout)
    for who in (field.scout, field.officer):
        assert field.session.scalars(tasks(field.actor(who))).all() == [task]
    assert field.session.scalars(tasks(field.actor(make_scout(field.session)))).all() == []
