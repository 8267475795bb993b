"""Reading the integrity register: what counts against an organisation, and the lists of those concerned."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select, case, or_, select
from sqlalchemy.orm import Session, joinedload

from matchmaker.core import clock
from matchmaker.core.authz import Actor, Role
from matchmaker.organizations.integrity.models import IntegrityEntry, IntegrityState
from matchmaker.organizations.queries.organizations import in_region


def integrity_entries(session: Session, organization_id: int, *, since: date | None = None) -> list[IntegrityEntry]:
    """The entries in force today against an organisation, newest first.

    With ``since`` only those decided from that Chinese calendar day on. For
    officers who judge whether an issuer or a team is in good standing; never
    show them to others.
    """
    query = select(IntegrityEntry).where(
        IntegrityEntry.organization_id == organization_id,
        IntegrityEntry.state == IntegrityState.ENTERED,
        IntegrityEntry.expires_on > clock.today(),
    )
    if since is not None:
        query = query.where(IntegrityEntry.decided_at >= clock.start_of_day(since))
    return list(session.scalars(query.order_by(IntegrityEntry.decided_at.desc(), IntegrityEntry.id.desc())))


def register(actor: Actor, state: str = "") -> Select[IntegrityEntry]:
    """What ``actor`` may see: the bureau its city's entries, an organisation its own; those to be decided first."""
    waiting_first = case((IntegrityEntry.state == IntegrityState.NOTIFIED, 0), else_=1)
    regions = actor.region_codes if actor.has(Role.OFFICER) else frozenset[str]()
    mine = or_(
        in_region(IntegrityEntry.region_code, regions), IntegrityEntry.organization_id.in_(actor.organization_ids)
    )
    query = select(IntegrityEntry).options(joinedload(IntegrityEntry.organization)).where(mine)
    if state:
        query = query.where(IntegrityEntry.state == state)
    return query.order_by(waiting_first, IntegrityEntry.id.desc())
