"""What must hold of organisations and roles beyond what constraints can say."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from matchmaker.core.authz import Role
from matchmaker.core.i18n import N_
from matchmaker.core.invariants import Invariant
from matchmaker.organizations.models import Organization, OrganizationState, RoleGrant

OF_ORGANIZATION = (Role.RESEARCHER, Role.UNIVERSITY_OFFICE, Role.ENTERPRISE)
OVER_REGION = (Role.OFFICER, Role.LEADER, Role.SCOUT)


def misplaced_roles() -> Select[Any]:
    """Roles without the organisation or region they are about."""
    without_unit = and_(RoleGrant.role.in_(OF_ORGANIZATION), RoleGrant.organization_id.is_(None))
    without_region = and_(RoleGrant.role.in_(OVER_REGION), RoleGrant.region_code.is_(None))
    return select(RoleGrant.id).where(or_(without_unit, without_region))


def doubled_roles() -> Select[Any]:
    """The same role given twice; NULLs keep the unique constraint from seeing it."""
    unit, region = func.coalesce(RoleGrant.organization_id, 0), func.coalesce(RoleGrant.region_code, "")
    grouped = select(func.min(RoleGrant.id)).group_by(RoleGrant.user_id, RoleGrant.role, unit, region)
    return grouped.having(func.count() > 1)


def undated_verifications() -> Select[Any]:
    """Verified organisations without the time of verification."""
    verified = Organization.state == OrganizationState.VERIFIED
    return select(Organization.id).where(verified, Organization.verified_at.is_(None))


INVARIANTS = (
    Invariant("role_has_its_place", N_("单位角色必须有单位，地区角色必须有地区"), misplaced_roles),
    Invariant("role_is_given_once", N_("同一角色不得重复授予"), doubled_roles),
    Invariant("verification_is_dated", N_("已核验的单位必须有核验时间"), undated_verifications),
)
