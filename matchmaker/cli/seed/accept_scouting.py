"""Contacts, leads, questions to units and routing tasks in every state, by the services' own steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.catalog.contents import Record, kind_of
from matchmaker.catalog.models import Achievement, Need
from matchmaker.core import clock
from matchmaker.core.authz import Actor, Role
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries import actor_of_user
from matchmaker.scouting import services
from matchmaker.scouting.models import Lead, RouteKind, RoutingTask, UnitConfirmation
from matchmaker.scouting.services import Channel
from matchmaker.scouting.workflow import CONFIRMATION, LEAD, ROUTING

People = Sequence[Mapping[str, Any]]
PAST = timedelta(days=20)


def ask_unit(session: Session, users: People, record: Record) -> UnitConfirmation:
    """Let the first scout ask the record's unit about it; the record carries the scout from then on."""
    scout = person(session, users, Role.SCOUT)
    record.scout_id = scout.user_id
    session.flush()
    return services.request_confirmation(session, kind_of(record), record, actor=scout).confirmation


def person(session: Session, users: People, role: Role, organization_id: int | None = None) -> Actor:
    """The first of the people made with ``role``, of an organisation where one is named."""
    found = next(
        row["id"]
        for row in users
        if row["role"] == role.value and organization_id in {None, row.get("organization_id")}
    )
    return actor_of_user(session, session.get_one(User, found))


def objects(
    session: Session,
    users: People,
    unit: Organization,
    *,
    achievement: Callable[[], Achievement],
    need: Callable[[], Need],
) -> dict[str, dict[str, int]]:
    """Object → state → id. ``achievement`` makes a draft of ``unit``, ``need`` a published need."""
    scout = person(session, users, Role.SCOUT)
    values = {
        "happened_on": clock.today(),
        "method": "visit",
        "learnt": "无损检测样机已连续运行三个月，愿意对外许可。",
        "counterpart": "科研处",
        "next_contact_on": clock.today() + timedelta(days=30),
        "remark": "",
    }
    contact = services.log_contact(session, unit, values, actor=scout)
    return {
        "contact": {"kept": contact.id},
        "lead": {state.value: _lead(session, scout, unit, state.value).id for state in LEAD.states},
        "confirmation": {
            state.value: _confirmation(session, users, achievement(), state.value).id for state in CONFIRMATION.states
        },
        "routing_task": {state.value: _task(session, users, need(), state.value).id for state in ROUTING.states},
    }


def _lead(session: Session, scout: Actor, unit: Organization, state: str) -> Lead:
    title = f"核对用线索（{LEAD.labels[state]}）"
    lead = services.note_lead(session, "achievement", title, actor=scout, organization_text=unit.name)
    if state == "registered":
        services.register_lead(session, lead, unit, actor=scout)
    elif state == "dropped":
        services.drop_lead(session, lead, "对方暂无转化意愿", actor=scout)
    return lead


def _confirmation(session: Session, users: People, record: Record, state: str) -> UnitConfirmation:
    with clock.frozen(clock.now() - (PAST if state == "expired" else timedelta())):
        row = ask_unit(session, users, record)
    if state in {"confirmed", "declined"}:
        member = person(session, users, Role.UNIVERSITY_OFFICE, record.organization_id)
        note = "课题尚未结题，暂不公开。" if state == "declined" else ""
        services.answer_confirmation(session, row, state == "confirmed", note, actor=member, channel=Channel.ACCOUNT)
    elif state == "expired":
        services.expire_confirmation(session, row.id)
    elif state == "cancelled":
        services.cancel_confirmation(session, row, actor=person(session, users, Role.SCOUT))
    return row


def _task(session: Session, users: People, need: Need, state: str) -> RoutingTask:
    services.begin_routing(session, need.id)
    task: RoutingTask = session.scalars(select(RoutingTask).where(RoutingTask.need_id == need.id)).one()
    if state == "waiting":
        return task
    officer, scout = person(session, users, Role.OFFICER), person(session, users, Role.SCOUT)
    due = clock.today() + timedelta(days=14)
    services.route_need(session, task, RouteKind.FOUR_SEARCH, actor=officer, due_on=due, assignee_id=scout.user_id)
    if state == "done":
        services.report_task(session, task, "一家研究院有同类样机，愿意来谈。", actor=scout)
    return task
