"""Reading the mirrored list: who is on it, and the condition by which other features warn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.organizations.infringement.models import InfringementEntry
from matchmaker.organizations.models import Organization
from matchmaker.organizations.names import normalize


def in_force() -> ColumnElement[bool]:
    """The condition that an entry counts today."""
    today = clock.today()
    return and_(InfringementEntry.listed_on <= today, not_removed_by(today))


def not_removed_by(day: Any) -> ColumnElement[bool]:
    """The condition that an entry had not been removed on ``day``, a date or a column of dates."""
    return or_(InfringementEntry.removed_on.is_(None), InfringementEntry.removed_on > day)


def infringers_among(session: Session, organization_ids: Iterable[int]) -> list[tuple[str, InfringementEntry]]:
    """Of several units those in force on the list: (the unit's name, entry). One statement.

    A unit is known by its credit code or its name. For a warning to those who
    judge, never for a refusal.
    """
    query = select(Organization.name, InfringementEntry).join(
        InfringementEntry, _same(Organization.name, Organization.credit_code)
    )
    query = query.where(Organization.id.in_(list(organization_ids)), in_force())
    return [(row[0], row[1]) for row in session.execute(query.order_by(Organization.id, InfringementEntry.id))]


def infringers_named(session: Session, names: Iterable[str]) -> list[tuple[str, InfringementEntry]]:
    """Of units told by their names those in force on the list: (name as told, entry). One statement.

    A unit of the platform is known by its credit code too, whatever the list
    calls it. In the order of ``names``, a unit's newest entry first.
    """
    told: dict[str, str] = {}
    for name in names:
        told.setdefault(normalize(name), name)
    known = or_(InfringementEntry.name.in_(told), Organization.name.in_(told))
    query = (
        select(InfringementEntry, Organization.name)
        .outerjoin(Organization, Organization.credit_code == InfringementEntry.credit_code)
        .where(in_force(), known)
        .order_by(InfringementEntry.listed_on.desc(), InfringementEntry.id.desc())
    )
    place = {name: number for number, name in enumerate(told)}
    found = [(entry.name if unit not in told else unit, entry) for entry, unit in session.execute(query)]
    return [(told[name], entry) for name, entry in sorted(found, key=lambda each: place[each[0]])]


def was_listed(name: Any, credit_code: Any, day: Any) -> ColumnElement[bool]:
    """The condition that the party in these columns was on the list on the column ``day`` or came onto it since."""
    found = select(InfringementEntry.id).where(
        _same(name, credit_code), InfringementEntry.listed_on <= clock.today(), not_removed_by(day)
    )
    return found.exists()


def register(text: str = "", *, standing_only: bool = False) -> Select[InfringementEntry]:
    """The list, the newest first; ``text`` is part of a name, or a credit code."""
    query = select(InfringementEntry)
    if standing_only:
        query = query.where(in_force())
    if text:
        named = InfringementEntry.name.contains(normalize(text), autoescape=True)
        query = query.where(or_(named, InfringementEntry.credit_code == text.strip().upper()))
    return query.order_by(InfringementEntry.listed_on.desc(), InfringementEntry.id.desc())


def _same(name: Any, credit_code: Any) -> ColumnElement[bool]:
    return or_(InfringementEntry.name == name, InfringementEntry.credit_code == credit_code)
