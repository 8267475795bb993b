"""Finding organisations, regions and the people who answer for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, and_, false, or_, select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User, UserState
from matchmaker.core import clock, regions
from matchmaker.core.authz import Role
from matchmaker.core.errors import NotFound
from matchmaker.organizations.models import Deputy, Organization, Region, RoleGrant
from matchmaker.organizations.queries.actors import in_force


def in_region(column: Any, codes: Iterable[str]) -> Any:
    """A condition: ``column`` (a region code) lies in one of ``codes``; in none when there are none."""
    return or_(false(), *(_under(column, code) for code in codes))


def _under(column: Any, code: str) -> Any:
    return column == code if "-" in code else column.startswith(regions.prefix(code), autoescape=True)


def get_region(session: Session, code: str) -> Region:
    """The region with ``code``; NotFound when there is none."""
    region = session.get(Region, code)
    if region is None:
        raise NotFound
    return region


def organizations(kind: str | None = None) -> Select[Organization]:
    """Organisations in pinyin order, of one kind or all."""
    query = select(Organization).order_by(Organization.name_key, Organization.id)
    return query if kind is None else query.where(Organization.kind == kind)


def members(session: Session, organization_id: int) -> list[int]:
    """Ids of the active people who act for an organisation today."""
    query = (
        select(RoleGrant.user_id)
        .join(User, User.id == RoleGrant.user_id)
        .where(RoleGrant.organization_id == organization_id, User.state == UserState.ACTIVE, in_force())
    )
    return list(session.scalars(query.distinct()))


def holders_of(session: Session, role: Role) -> list[int]:
    """Ids of the active people who hold a role today, wherever."""
    query = (
        select(RoleGrant.user_id)
        .join(User, User.id == RoleGrant.user_id)
        .where(RoleGrant.role == role, User.state == UserState.ACTIVE, in_force())
    )
    return sorted(session.scalars(query.distinct()))


def officers_for(session: Session, region_code: str) -> list[int]:
    """Ids of the officers whose rights cover ``region_code``, nearest region first, and of their deputies today."""
    chain = regions.lineage(region_code)
    today = clock.today()
    query = (
        select(RoleGrant.user_id, RoleGrant.region_code, Deputy.deputy_id)
        .join(User, User.id == RoleGrant.user_id)
        .outerjoin(
            Deputy,
            and_(Deputy.officer_id == RoleGrant.user_id, Deputy.starts_on <= today, Deputy.ends_on >= today),
        )
        .where(
            RoleGrant.role == Role.OFFICER,
            RoleGrant.region_code.in_(chain),
            User.state == UserState.ACTIVE,
            in_force(),
        )
    )
    rows = session.execute(query).all()
    nearest = next((code for code in chain if any(row.region_code == code for row in rows)), None)
    chosen = [row for row in rows if row.region_code == nearest]
    return sorted({row.user_id for row in chosen} | {row.deputy_id for row in chosen if row.deputy_id is not None})
