"""Reading the contact log and leads."""

from __future__ import annotations

from sqlalchemy import Select, false, or_, select
from sqlalchemy.orm import Session

from matchmaker.core.authz import Actor, Role
from matchmaker.organizations.queries import in_region
from matchmaker.scouting.models import ContactLog, Lead
from matchmaker.scouting.queries.roster import profile_of


def contacts(actor: Actor) -> Select[ContactLog]:
    """One's own entries, and those of the region for officers and leaders; newest first."""
    own = ContactLog.scout_id == actor.user_id if actor.has(Role.SCOUT) else false()
    overseen = (
        in_region(ContactLog.region_code, actor.region_codes) if actor.has(Role.OFFICER, Role.LEADER) else false()
    )
    return select(ContactLog).where(or_(own, overseen)).order_by(ContactLog.happened_on.desc(), ContactLog.id.desc())


def leads(actor: Actor) -> Select[Lead]:
    """One's own leads, and those of the region for officers; newest first."""
    own = Lead.scout_id == actor.user_id if actor.has(Role.SCOUT) else false()
    overseen = in_region(Lead.region_code, actor.region_codes) if actor.has(Role.OFFICER) else false()
    return select(Lead).where(or_(own, overseen)).order_by(Lead.created_at.desc(), Lead.id.desc())


def sees_remark(session: Session, actor: Actor, row: ContactLog) -> bool:
    """Whether the remark is for ``actor``: it stays with the scout and the people of the scout's unit."""
    if row.scout_id == actor.user_id:
        return True
    sender = profile_of(session, row.scout_id)
    return bool(sender and sender.unit and sender.unit == actor.organization_name)
