"""What waits for the officer: records to review, refine or spot-check, and a unit's first record."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, case, func, literal, select, union_all
from sqlalchemy.orm import Session

from matchmaker.catalog.contents import Record
from matchmaker.catalog.models import Achievement, Need, RecordKind
from matchmaker.core.authz import Actor
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries import in_region

TABS = ("needs", "achievements", "refining", "spot_check", "published_needs", "published_achievements")
ACHIEVEMENT_TABS = frozenset({"achievements", "spot_check", "published_achievements"})
PUBLISHED = "published_"
WAITING = ("submitted", "refining", "returned", "draft", "published")


def waiting(actor: Actor, tab: str) -> Select[Any]:
    """The records of a tab in the actor's regions, the most urgent first.

    ``needs`` and ``achievements`` wait for review, ``refining`` for a sharper
    text; ``spot_check`` are those that units published themselves, and the
    published ones are all that stand.
    """
    model: type[Any] = Achievement if tab in ACHIEVEMENT_TABS else Need
    query = select(model).where(in_region(model.region_code, actor.region_codes), *_conditions(model, tab))
    if tab == "spot_check" or tab.startswith(PUBLISHED):
        return query.order_by(model.published_at.desc(), model.id.desc())
    return query.order_by(model.review_due_at, model.id)


def _conditions(model: type[Any], tab: str) -> list[Any]:
    if tab == "refining":
        return [model.state == "refining"]
    if tab == "spot_check":
        return [model.state == "published", model.published_by == model.entered_by, model.source != "import"]
    return [model.state == ("published" if tab.startswith(PUBLISHED) else "submitted")]


def counts(session: Session, actor: Actor) -> dict[str, int]:
    """Tab → number of records: one statement."""
    parts = [
        select(literal(tab).label("tab"), func.count().label("number")).select_from(
            waiting(actor, tab).order_by(None).with_only_columns(literal(1)).subquery()
        )
        for tab in TABS
    ]
    return {row.tab: row.number for row in session.execute(union_all(*parts))}


def first_record(session: Session, organization: Organization) -> Record | None:
    """The record by which a unit came, to be looked at with it: submitted ones before drafts."""
    urgency = {state: place for place, state in enumerate(WAITING)}
    found: list[Any] = []
    for model in (Need, Achievement):
        query: Select[Any] = select(model).where(model.organization_id == organization.id, model.state.in_(WAITING))
        ordered = query.order_by(case(urgency, value=model.state), model.id).limit(1)
        found += session.scalars(ordered).unique().all()
    return min(found, key=lambda row: urgency[row.state], default=None)


def kind_of_tab(tab: str) -> RecordKind:
    """Which side a tab lists."""
    return RecordKind.ACHIEVEMENT if tab in ACHIEVEMENT_TABS else RecordKind.NEED
