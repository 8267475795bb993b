"""Numbers: what the public sees, what a leader sees by county, what the administrators watch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, case, func, literal, select, union_all
from sqlalchemy.orm import Session

from matchmaker.accounts.models import Notice, User, UserState
from matchmaker.catalog import disclosure
from matchmaker.catalog.models import Achievement, Need
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.jobs import Job, JobStatus
from matchmaker.core.outbox import OutboxMessage
from matchmaker.core.security_events import SecurityEvent
from matchmaker.deals.models import Deal
from matchmaker.matching.tuning.models import EngineTuning, TuningState
from matchmaker.organizations.models import Region, RegionKind
from matchmaker.organizations.queries import in_region

RECENT = timedelta(days=14)
A_DAY = timedelta(days=1)
COUNTED = ("needs", "achievements", "introduced", "signed")


def public_numbers(session: Session) -> Any:
    """Achievements and needs that anybody may find; deals introduced and signed so far. One statement."""
    return session.execute(
        select(
            _count(Achievement.id, disclosure.listed(Achievement)).label("achievements"),
            _count(Need.id, disclosure.listed(Need)).label("needs"),
            _count(Deal.id, Deal.introduced_at.is_not(None)).label("introduced"),
            _count(Deal.id, Deal.signed_on.is_not(None)).label("signed"),
        )
    ).one()


def admin_numbers(session: Session) -> Any:
    """Jobs, undelivered mails, versions that wait, accounts, sign-ins and refusals of a day. One statement."""
    return session.execute(
        select(
            _count(Job.id, Job.status == JobStatus.PARKED).label("parked"),
            _count(OutboxMessage.id, OutboxMessage.parked & OutboxMessage.dismissed_at.is_(None)).label("undelivered"),
            _count(Job.id, Job.status == JobStatus.QUEUED).label("queued"),
            _count(EngineTuning.id, EngineTuning.state == TuningState.CANDIDATE).label("tunings"),
            _count(User.id, User.state == UserState.ACTIVE).label("active"),
            _count(User.id, User.state == UserState.SUSPENDED).label("suspended"),
            _count(SecurityEvent.id, SecurityEvent.at > clock.now() - A_DAY).label("events"),
        )
    ).one()


def _count(column: Any, condition: ColumnElement[bool]) -> Any:
    return select(func.count(column)).where(condition).scalar_subquery()


@dataclass
class CountyFigures:
    """A county's or zone's counts; ``counts`` by the names in COUNTED."""

    code: str
    name: str
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))


def county_figures(session: Session, codes: Iterable[str]) -> list[CountyFigures]:
    """Counties and zones under ``codes`` (cities: with themselves), those without any records too. One statement.

    Published records by their own region; introductions and signed deals by the need's.
    """
    roots = list(codes)
    counted = union_all(
        _by_region(Need.region_code, "needs", Need.state == "published"),
        _by_region(Achievement.region_code, "achievements", Achievement.state == "published"),
        _by_region(Deal.region_code, "introduced", Deal.introduced_at.is_not(None)),
        _by_region(Deal.region_code, "signed", Deal.signed_on.is_not(None)),
    ).subquery()
    order = case((Region.kind == RegionKind.CITY, 0), (Region.kind == RegionKind.COUNTY, 1), else_=2)
    query = (
        select(Region.code, Region.name, counted.c.what, counted.c.number)
        .outerjoin(counted, counted.c.code == Region.code)
        .where(in_region(Region.code, roots), Region.kind != RegionKind.PROVINCE)
        .order_by(func.substr(Region.code, 1, 4), order, Region.code)
    )
    found: dict[str, CountyFigures] = {}
    for row in session.execute(query):
        entry = found.setdefault(row.code, CountyFigures(row.code, row.name))
        if row.what is not None:
            entry.counts[row.what] = row.number
    return list(found.values())


def _by_region(column: Any, what: str, condition: ColumnElement[bool]) -> Any:
    counted = func.count().label("number")
    return select(column.label("code"), literal(what, String).label("what"), counted).where(condition).group_by(column)


def recent_notices(session: Session, actor: Actor, limit: int = 6) -> Sequence[Notice]:
    """What moved for this person in the last two weeks, newest first. One statement."""
    query = select(Notice).where(Notice.user_id == actor.user_id, Notice.created_at > clock.now() - RECENT)
    return session.scalars(query.order_by(Notice.created_at.desc(), Notice.id.desc()).limit(limit)).all()
