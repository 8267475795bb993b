"""Who is on the roster, and which units a scout works with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User, UserState
from matchmaker.core import clock, regions
from matchmaker.core.authz import Actor, Role
from matchmaker.organizations.defaults import default_for
from matchmaker.organizations.models import Organization, Region, RoleGrant, Setting
from matchmaker.organizations.queries import in_region
from matchmaker.scouting.models import Assignment, ContactLog, ScoutProfile

MOST_RECENT = 20


def profiles(actor: Actor) -> Select[ScoutProfile]:
    """The roster of the actor's regions, by region and name."""
    return (
        select(ScoutProfile)
        .join(ScoutProfile.user)
        .where(in_region(ScoutProfile.region_code, actor.region_codes))
        .order_by(ScoutProfile.region_code, User.name, ScoutProfile.id)
    )


def profile_of(session: Session, user_id: int | None) -> ScoutProfile | None:
    """The roster's line of a person."""
    return session.scalars(select(ScoutProfile).where(ScoutProfile.user_id == user_id)).one_or_none()


def not_enrolled(session: Session, actor: Actor) -> list[tuple[int, str]]:
    """(id, name) of the scouts of the actor's regions who are not on the roster yet."""
    query = (
        select(User.id, User.name, User.login)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .outerjoin(ScoutProfile, ScoutProfile.user_id == User.id)
        .where(
            RoleGrant.role == Role.SCOUT,
            in_region(RoleGrant.region_code, actor.region_codes),
            User.state == UserState.ACTIVE,
            ScoutProfile.id.is_(None),
        )
        .distinct()
        .order_by(User.name, User.id)
    )
    return [(row.id, f"{row.name}（{row.login}）") for row in session.execute(query)]


def assignments(session: Session, scout_ids: Iterable[int]) -> dict[int, list[Assignment]]:
    """Scout → fixed contacts that hold today. One statement."""
    found: dict[int, list[Assignment]] = {}
    query = select(Assignment).where(Assignment.scout_id.in_(list(scout_ids)), holds_today())
    for row in session.scalars(query.order_by(Assignment.id)):
        found.setdefault(row.scout_id, []).append(row)
    return found


def holds_today() -> ColumnElement[bool]:
    """A condition: a fixed contact's term includes today."""
    today = clock.today()
    return (Assignment.starts_on <= today) & or_(Assignment.ends_on.is_(None), Assignment.ends_on >= today)


def units_of(session: Session, scout_id: int | None) -> list[tuple[int, str]]:
    """(id, name) of the units a scout works with: fixed contacts first, then the latest ones. Two statements."""
    fixed = select(Organization.id, Organization.name).join(Assignment, Assignment.organization_id == Organization.id)
    listed = {row.id: row.name for row in session.execute(fixed.where(Assignment.scout_id == scout_id, holds_today()))}
    recent = (
        select(ContactLog.organization_id, Organization.name)
        .join(Organization, Organization.id == ContactLog.organization_id)
        .where(ContactLog.scout_id == scout_id)
        .order_by(ContactLog.id.desc())
        .limit(MOST_RECENT)
    )
    for row in session.execute(recent):
        listed.setdefault(row.organization_id, row.name)
    return list(listed.items())


def last_unit_of(session: Session, scout_id: int | None) -> int | None:
    """The unit of the scout's newest log entry."""
    newest = select(ContactLog.organization_id).where(ContactLog.scout_id == scout_id).order_by(ContactLog.id.desc())
    return session.scalar(newest.limit(1))


def all_regions(session: Session) -> Sequence[Region]:
    """Every region, in the order of the codes."""
    return session.scalars(select(Region).order_by(Region.code)).all()


def own_regions(session: Session, actor: Actor) -> Sequence[Region]:
    """The regions the actor's rights cover."""
    query = select(Region).where(in_region(Region.code, actor.region_codes))
    return session.scalars(query.order_by(Region.code)).all()


class SettingValues:
    """Settings of many regions, read in one statement: nearest region first, then what its own document says."""

    def __init__(self, session: Session, keys: Iterable[str]) -> None:
        self._rows: dict[tuple[str, str | None], object] = {}
        query = select(Setting.key, Setting.region_code, Setting.value).where(
            Setting.key.in_(list(keys)), Setting.valid_from <= clock.today()
        )
        for row in session.execute(query.order_by(Setting.valid_from, Setting.id)):
            self._rows[row.key, row.region_code] = row.value

    def number(self, key: str, region_code: str) -> int:
        """The value for a region, as a whole number."""
        chain = [*regions.lineage(region_code), None]
        kept = [self._rows[key, code] for code in chain if (key, code) in self._rows]
        return int(str(kept[0] if kept else default_for(key, chain)))
