"""Lists of organisations, regions, members and deputies for pages."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz, process
from sqlalchemy import Select, and_, case, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from matchmaker.accounts.models import User, UserState
from matchmaker.core import clock
from matchmaker.core.authz import Actor, Role
from matchmaker.organizations import credit_code, names
from matchmaker.organizations.models import (
    Deputy,
    Organization,
    OrganizationState,
    Region,
    RegionKind,
    RoleGrant,
)
from matchmaker.organizations.queries.organizations import in_region

ALIKE = 75
"""Of 100: names at least this near are shown as possible duplicates."""


@dataclass(frozen=True, slots=True)
class OrganizationFilter:
    """What an officer narrows the list down to; empty means all."""

    kind: str = ""
    region: str = ""
    state: str = ""
    text: str = ""


def officers_organizations(actor: Actor, narrowed: OrganizationFilter) -> Select[Organization]:
    """Organisations in the actor's regions: those to be verified first, then by pinyin."""
    waiting_first = case((Organization.state == OrganizationState.UNVERIFIED, 0), else_=1)
    query = select(Organization).where(in_region(Organization.region_code, actor.region_codes))
    if narrowed.kind:
        query = query.where(Organization.kind == narrowed.kind)
    if narrowed.state:
        query = query.where(Organization.state == narrowed.state)
    if narrowed.region:
        query = query.where(in_region(Organization.region_code, [narrowed.region]))
    if narrowed.text:
        query = query.where(
            or_(
                Organization.name.contains(narrowed.text, autoescape=True),
                Organization.short_name.contains(narrowed.text, autoescape=True),
                Organization.credit_code == narrowed.text.upper(),
            )
        )
    return query.order_by(waiting_first, Organization.name_key, Organization.id)


def region_choices(session: Session, codes: frozenset[str] | None = None) -> dict[str, list[tuple[str, str]]]:
    """Regions grouped for a select: city → the city itself, its counties and zones; provinces last.

    ``codes`` limits them to what lies in these regions.
    """
    query = select(Region).order_by(Region.code)
    rows = session.scalars(query if codes is None else query.where(in_region(Region.code, codes))).all()
    cities = {row.code: row.name for row in rows if row.kind == RegionKind.CITY}
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        if row.kind == RegionKind.PROVINCE:
            groups.setdefault("省级", []).append((row.code, row.name))
        else:
            city = cities.get(row.code[:4] + "00", "")
            groups.setdefault(city or "县区、园区", []).append((row.code, row.name))
    provinces = groups.pop("省级", None)
    return {**groups, "省级": provinces} if provinces else groups


def similar_units(session: Session, organization: Organization, limit: int = 5) -> list[tuple[Organization, int]]:
    """Other organisations with nearly the same name, nearest first, with their likeness of 100."""
    query = select(Organization.id, Organization.name).where(Organization.id != organization.id)
    known = {row.id: row.name for row in session.execute(query)}
    hits = process.extract(organization.name, known, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=limit)
    likeness = {key: round(score) for _name, score, key in hits}
    rows = session.scalars(select(Organization).where(Organization.id.in_(likeness))).all() if likeness else []
    return sorted(((row, likeness[row.id]) for row in rows), key=lambda pair: -pair[1])


def find_unit(session: Session, text: str) -> Organization | None:
    """The one organisation with this full name or credit code; None for none and for several of one name."""
    query = select(Organization).where(
        or_(
            Organization.name == names.normalize(text),
            Organization.credit_code == credit_code.normalize(text)[: credit_code.LENGTH],
        )
    )
    found = session.scalars(query.limit(2)).all()
    return found[0] if len(found) == 1 else None


def member_grants(organization_id: int) -> Select[RoleGrant]:
    """Who acts for an organisation, in the order they came, without those who have left for good."""
    return (
        select(RoleGrant)
        .join(User, User.id == RoleGrant.user_id)
        .options(joinedload(RoleGrant.user))
        .where(RoleGrant.organization_id == organization_id, User.state != UserState.ERASED)
        .order_by(RoleGrant.id)
    )


def fellow_officers(session: Session, actor: Actor) -> list[User]:
    """Other active officers, those of overlapping regions and of the same city alike."""
    cities = {code[:4] + "00" if not code.endswith("0000") else code for code in actor.region_codes}
    query = (
        select(User)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(
            RoleGrant.role == Role.OFFICER,
            User.state == UserState.ACTIVE,
            User.id != actor.user_id,
            in_region(RoleGrant.region_code, cities),
        )
        .order_by(User.name, User.id)
    )
    return list(session.scalars(query.distinct()))


def deputies_of(session: Session, user_id: int) -> list[tuple[Deputy, User, User]]:
    """Arrangements that have not ended, with officer and deputy, in which the person is either."""
    officer, deputy = aliased(User), aliased(User)
    query = (
        select(Deputy, officer, deputy)
        .join(officer, officer.id == Deputy.officer_id)
        .join(deputy, deputy.id == Deputy.deputy_id)
        .where(
            and_(
                or_(Deputy.officer_id == user_id, Deputy.deputy_id == user_id),
                Deputy.ends_on >= clock.today(),
            )
        )
        .order_by(Deputy.starts_on, Deputy.id)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query)]
