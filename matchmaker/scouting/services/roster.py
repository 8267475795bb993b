"""The roster: terms and fixed contacts, kept by officers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version
from matchmaker.organizations.models import Organization
from matchmaker.scouting.models import Assignment, ScoutProfile
from matchmaker.scouting.policies import PERMISSIONS, Permission
from matchmaker.scouting.queries.roster import holds_today, not_enrolled

COLUMNS = ("kind", "unit", "host", "region_code", "field_codes", "term_start", "term_end")


def enrol(session: Session, user_id: int, values: Mapping[str, Any], *, actor: Actor) -> ScoutProfile:
    """Put a scout of the actor's region on the roster; ``values``: see COLUMNS.

    Raises Invalid for somebody who is not a scout there or is on it already, and for a term that ends early.
    """
    if user_id not in {key for key, _name in not_enrolled(session, actor)}:
        raise Invalid(fields={"user_id": [N_("请选择本地区尚未列入名册的科技情报员。")]})
    row = ScoutProfile(user_id=user_id, **_checked(values, actor))
    PERMISSIONS.require(actor, Permission.ROSTER_EDIT, row)
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError as error:
        raise Invalid(fields={"user_id": [N_("该人员已在名册中。")]}) from error
    audit.record(session, actor, "scout.enrolled", "scout_profile", row.id, user=user_id)
    return row


def change_profile(
    session: Session, row: ScoutProfile, values: Mapping[str, Any], *, actor: Actor, version: int | None = None
) -> None:
    """Change unit, region, fields or term."""
    PERMISSIONS.require(actor, Permission.ROSTER_EDIT, row)
    check_version(row, version)
    for name, value in _checked(values, actor).items():
        setattr(row, name, value)
    session.flush()
    audit.record(session, actor, "scout.changed", "scout_profile", row.id)


def assign_unit(
    session: Session, profile: ScoutProfile, organization_id: int, starts_on: date, *, actor: Actor
) -> Assignment:
    """定点联系: let the scout look after a unit from a day on; the scout is told."""
    PERMISSIONS.require(actor, Permission.ROSTER_EDIT, profile)
    organization = session.get(Organization, organization_id)
    if organization is None:
        raise Invalid(fields={"organization_id": [N_("请选择单位。")]})
    mine = (Assignment.scout_id == profile.user_id, Assignment.organization_id == organization_id)
    if session.scalar(select(Assignment.id).where(*mine, holds_today()).limit(1)) is not None:
        raise Invalid(fields={"organization_id": [N_("这位情报员已经定点联系该单位。")]})
    row = Assignment(scout_id=profile.user_id, organization_id=organization_id, starts_on=starts_on)
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError as error:
        raise Invalid(fields={"starts_on": [N_("这一天已经有一条同样的安排。")]}) from error
    audit.record(session, actor, "scout.assigned", "scout_profile", profile.id, organization=organization_id)
    message = Message("scout.assigned", N_("请您定点联系：{name}").format(name=organization.name), "", "/contacts")
    notify(session, [profile.user_id], message, dedup_key=f"assignment:{row.id}")
    return row


def end_assignment(session: Session, profile: ScoutProfile, row: Assignment, *, actor: Actor) -> None:
    """The scout no longer looks after the unit, from today on."""
    PERMISSIONS.require(actor, Permission.ROSTER_EDIT, profile)
    last = clock.today() - timedelta(days=1)
    if row.starts_on > last:
        session.delete(row)
    else:
        row.ends_on = last
    session.flush()
    audit.record(session, actor, "scout.unassigned", "scout_profile", profile.id, organization=row.organization_id)


def _checked(values: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    problems: dict[str, list[str]] = {}
    if values["term_end"] and values["term_end"] < values["term_start"]:
        problems["term_end"] = [N_("任期结束不能早于开始。")]
    if not (actor.is_system or actor.covers(values["region_code"])):
        problems["region_code"] = [N_("请选择您负责范围内的地区。")]
    if problems:
        raise Invalid(fields=problems)
    return {name: values[name] for name in COLUMNS}
