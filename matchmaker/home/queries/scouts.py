"""What waits for scouts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import case, exists, func, select, union_all
from sqlalchemy.orm import aliased

from matchmaker.catalog.models import Achievement, Need
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.home.queries.lines import columns
from matchmaker.home.queries.owners import joined_to_records
from matchmaker.organizations.models import Organization
from matchmaker.scouting.models import (
    ConfirmationState,
    ContactLog,
    Lead,
    LeadState,
    RoutingState,
    RoutingTask,
    UnitConfirmation,
)

AHEAD = timedelta(days=7)
RETURNED_RANK, DRAFT_RANK = 0, 1


def contacts(actor: Actor) -> Any:
    """Units whose next contact was promised for the coming week or before, unless there was one since."""
    later = aliased(ContactLog)
    since = exists().where(
        later.scout_id == ContactLog.scout_id,
        later.organization_id == ContactLog.organization_id,
        later.id != ContactLog.id,
        later.happened_on > ContactLog.happened_on,
    )
    listed = columns(
        Organization.id, Organization.name, kind="organization", note=ContactLog.learnt, day=ContactLog.next_contact_on
    )
    return (
        select(*listed)
        .join(Organization, Organization.id == ContactLog.organization_id)
        .where(ContactLog.scout_id == actor.user_id, ContactLog.next_contact_on <= clock.today() + AHEAD, ~since)
    )


def leads(actor: Actor) -> Any:
    """Leads that are neither registered nor dropped, the oldest first."""
    note = func.coalesce(Organization.name, Lead.organization_text)
    listed = columns(Lead.id, Lead.title, kind=Lead.kind, note=note, at=Lead.created_at)
    query = select(*listed).outerjoin(Organization, Organization.id == Lead.organization_id)
    return query.where(Lead.scout_id == actor.user_id, Lead.state == LeadState.OPEN)


def records(actor: Actor) -> Any:
    """The scout's records that came back, then those never sent."""
    return union_all(
        *(_unfinished(actor, model, kind) for model, kind in ((Achievement, "achievement"), (Need, "need")))
    )


def _unfinished(actor: Actor, model: Any, kind: str) -> Any:
    came_back = model.state_reason != ""
    rank = case((came_back, RETURNED_RANK), else_=DRAFT_RANK)
    listed = columns(model.id, model.title, kind=kind, note=model.state_reason, at=model.updated_at, rank=rank)
    return select(*listed).where(model.scout_id == actor.user_id, model.state.in_(("draft", "returned")))


def unanswered(actor: Actor) -> Any:
    """Confirmations that a unit still owes, by the day they lapse."""
    row = UnitConfirmation
    title = case((row.record_kind == "need", Need.title), else_=Achievement.title)
    listed = columns(row.id, title, kind=row.record_kind, note=Organization.name, at=row.expires_at)
    query = joined_to_records(select(*listed).select_from(row))
    return query.join(Organization, Organization.id == row.organization_id).where(
        row.state == ConfirmationState.WAITING, row.scout_id == actor.user_id
    )


def tasks(actor: Actor) -> Any:
    """Routing tasks given to this person, by the day they are due."""
    listed = columns(RoutingTask.id, Need.title, kind=RoutingTask.route, note=RoutingTask.note, at=RoutingTask.due_at)
    return (
        select(*listed)
        .join(Need, Need.id == RoutingTask.need_id)
        .where(RoutingTask.state == RoutingState.ASSIGNED, RoutingTask.assignee_id == actor.user_id)
    )
