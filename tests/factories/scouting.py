"""The roster, contact logs, leads, confirmations and routing tasks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.catalog.models import Achievement, Need
from matchmaker.core import clock
from matchmaker.core.workflow import Transition
from matchmaker.organizations.models import Organization
from matchmaker.scouting.models import (
    Assignment,
    ConfirmationState,
    ContactLog,
    ContactMethod,
    Lead,
    LeadState,
    RouteKind,
    RoutingState,
    RoutingTask,
    ScoutProfile,
    UnitConfirmation,
)
from matchmaker.scouting.workflow import CONFIRMATION, LEAD, ROUTING
from tests.factories.accounts import CITY, make_scout
from tests.factories.base import MAKER, made, number, walk


def make_profile(
    session: Session, scout: User | None = None, *, region_code: str = CITY, **values: Any
) -> ScoutProfile:
    """A line of the roster that is valid today."""

    def build(inner: Session) -> ScoutProfile:
        person = scout or make_scout(inner, region_code)
        given = {"unit": "测试开发区科技服务站", "term_start": clock.today() - timedelta(days=30), **values}
        row = ScoutProfile(user_id=person.id, region_code=region_code, **given)
        inner.add(row)
        inner.flush()
        return row

    return made(session, build)


def make_assignment(session: Session, scout: User, organization: Organization, **values: Any) -> Assignment:
    """A fixed contact that is valid today."""

    def build(inner: Session) -> Assignment:
        given = {"starts_on": clock.today() - timedelta(days=30), **values}
        row = Assignment(scout_id=scout.id, organization_id=organization.id, **given)
        inner.add(row)
        inner.flush()
        return row

    return made(session, build)


def make_contact(session: Session, scout: User, organization: Organization, **values: Any) -> ContactLog:
    """A visit of today."""

    def build(inner: Session) -> ContactLog:
        given = {
            "happened_on": clock.today(),
            "method": ContactMethod.VISIT,
            "counterpart": "科研处",
            "learnt": "陶瓷膜浓缩中试线已连续运行三个月，愿意对外许可。",
            **values,
        }
        row = ContactLog(
            scout_id=scout.id, organization_id=organization.id, region_code=organization.region_code, **given
        )
        inner.add(row)
        inner.flush()
        return row

    return made(session, build)


def make_lead(session: Session, scout: User, state: LeadState = LeadState.OPEN, **values: Any) -> Lead:
    """A hint of an achievement."""

    def build(inner: Session) -> Lead:
        given = {"kind": "achievement", "region_code": CITY, "title": f"陶瓷膜浓缩线索{number()}", **values}
        row = LEAD.begin(inner, Lead(scout_id=scout.id, **given), actor=MAKER)
        walk(inner, LEAD, row, state, _lead_columns)
        return row

    return made(session, build)


def _lead_columns(step: Transition) -> dict[str, Any]:
    if step.target == LeadState.DROPPED:
        return {"drop_reason": "对方暂无转化意愿"}
    return {"record_id": 1} if step.target == LeadState.REGISTERED else {}


def make_confirmation(
    session: Session,
    record: Achievement | Need,
    scout: User,
    state: ConfirmationState = ConfirmationState.WAITING,
    **values: Any,
) -> UnitConfirmation:
    """The question to the unit whether ``record``, entered by ``scout``, may go to review."""

    def build(inner: Session) -> UnitConfirmation:
        row = UnitConfirmation(
            record_kind=type(record).__tablename__,
            record_id=record.id,
            organization_id=record.organization_id,
            region_code=record.region_code,
            scout_id=scout.id,
            expires_at=clock.now() + timedelta(days=14),
            **values,
        )
        CONFIRMATION.begin(inner, row, actor=MAKER)
        walk(inner, CONFIRMATION, row, state)
        return row

    return made(session, build)


def make_routing(
    session: Session,
    need: Need,
    state: RoutingState = RoutingState.WAITING,
    *,
    assignee: User | None = None,
    **values: Any,
) -> RoutingTask:
    """A need without a match, to be routed, given to ``assignee``, or done."""

    def build(inner: Session) -> RoutingTask:
        def columns(step: Transition) -> dict[str, Any]:
            if step.target == RoutingState.DONE:
                return {"route": RouteKind.CLOSED, "outcome": "已请专家答复"}
            return {"route": RouteKind.FOUR_SEARCH, "assignee_id": None if assignee is None else assignee.id}

        row = RoutingTask(need_id=need.id, organization_id=need.organization_id, region_code=need.region_code, **values)
        ROUTING.begin(inner, row, actor=MAKER)
        walk(inner, ROUTING, row, state, columns)
        return row

    return made(session, build)
