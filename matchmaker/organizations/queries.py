"""Reading organisations, roles and settings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User, UserSession, UserState
from matchmaker.accounts.services.sessions import token_hash
from matchmaker.core import clock, regions
from matchmaker.core.authz import Actor, Role
from matchmaker.core.errors import NotFound
from matchmaker.organizations.models import (
    Organization,
    OrganizationState,
    Region,
    RoleGrant,
    Setting,
)

REGIONAL_ROLES = frozenset({Role.OFFICER, Role.LEADER, Role.SCOUT, Role.EXPERT})

# key → (default, meaning); the source of each value is noted in its row
DEFAULTS: dict[str, Any] = {
    "review.lane": "trusted_first",  # verified universities publish their own; "all_reviewed" reviews everything
    "clock.verify_days": 1,
    "clock.review_days": 2,
    "clock.refine_days": 5,
    "clock.decide_days": 3,
    "clock.reply_days": 5,
    "freshness.confirm_months": 6,
    "freshness.expire_months": 12,
    "quality.publish_floor": 60,
    "confirmation.link_days": 14,
    "matching.top": 10,
    "matching.floor": None,  # None: the engine's own floor
    "routing.unmatched_days": 7,
    "scouting.stale_days": 60,
    "scouting.yearly_number": 2,  # S3: 每年 ≥2 名
    "site.site_name": "科技成果供需对接平台",
    "site.sponsor": "",
    "site.icp": "",
    "site.police_record": "",
    "site.report_error": "",
}


def actor_of_token(session: Session, token: str) -> Actor | None:
    """The actor of a live session: one statement for who and every role held today."""
    today = clock.today()
    query = (
        select(UserSession.id, User, RoleGrant, Organization.name)
        .join(User, User.id == UserSession.user_id)
        .outerjoin(
            RoleGrant,
            and_(
                RoleGrant.user_id == User.id,
                or_(RoleGrant.starts_on.is_(None), RoleGrant.starts_on <= today),
                or_(RoleGrant.ends_on.is_(None), RoleGrant.ends_on >= today),
            ),
        )
        .outerjoin(
            Organization,
            and_(
                Organization.id == RoleGrant.organization_id,
                Organization.state != OrganizationState.SUSPENDED,
            ),
        )
        .where(
            UserSession.token_hash == token_hash(token),
            UserSession.expires_at > clock.now(),
            User.state == UserState.ACTIVE,
        )
        .order_by(RoleGrant.id)
    )
    rows = session.execute(query).all()
    if not rows:
        return None
    grants = [(row.RoleGrant, row.name) for row in rows if row.RoleGrant is not None]
    return _actor(rows[0].User, grants, session_id=rows[0].id)


def actor_of_user(session: Session, user: User) -> Actor:
    """The actor a person is today, for commands run in their name."""
    query = (
        select(RoleGrant, Organization.name)
        .outerjoin(Organization, Organization.id == RoleGrant.organization_id)
        .where(RoleGrant.user_id == user.id)
        .order_by(RoleGrant.id)
    )
    grants = [(row.RoleGrant, row.name) for row in session.execute(query)]
    return _actor(user, grants, session_id=None)


def _actor(user: User, grants: Iterable[tuple[RoleGrant, str | None]], *, session_id: int | None) -> Actor:
    held = [(entry, name) for entry, name in grants if entry.organization_id is None or name is not None]
    return Actor(
        kind="user",
        user_id=user.id,
        login=user.login,
        name=user.name,
        roles=frozenset(Role(entry.role) for entry, _ in held),
        organization_ids=frozenset(entry.organization_id for entry, _ in held if entry.organization_id is not None),
        organization_name=next((name for _, name in held if name), ""),
        region_codes=frozenset(
            entry.region_code for entry, _ in held if entry.region_code is not None and entry.role in REGIONAL_ROLES
        ),
        email=user.email,
        session_id=session_id,
    )


def setting(session: Session, key: str, region_code: str | None = None) -> Any:
    """The value of ``key`` for a region: county, then city, province, default. One statement.

    Raises KeyError for a key that is not declared in DEFAULTS.
    """
    return settings(session, [key], region_code)[key]


def settings(session: Session, keys: Iterable[str], region_code: str | None = None) -> dict[str, Any]:
    """Several values in one statement; see ``setting``."""
    wanted = list(keys)
    chain = [*regions.lineage(region_code), None] if region_code else [None]
    query = (
        select(Setting.key, Setting.region_code, Setting.value)
        .where(Setting.key.in_(wanted), Setting.valid_from <= clock.today())
        .where(
            or_(
                Setting.region_code.is_(None),
                Setting.region_code.in_([code for code in chain if code]),
            )
        )
        .order_by(Setting.valid_from, Setting.id)
    )
    found: dict[str, dict[str | None, Any]] = {}
    for row in session.execute(query):
        found.setdefault(row.key, {})[row.region_code] = row.value
    return {
        key: next((found[key][code] for code in chain if code in found.get(key, {})), DEFAULTS[key]) for key in wanted
    }


def site_settings(session: Session) -> dict[str, str]:
    """What the page's frame shows of the operator: name, sponsor, filings."""
    keys = [key for key in DEFAULTS if key.startswith("site.")]
    return {key.removeprefix("site."): str(value) for key, value in settings(session, keys).items()}


def in_region(column: Any, codes: Iterable[str]) -> Any:
    """A condition: ``column`` (a region code) lies in one of ``codes``."""
    return or_(*(column.startswith(regions.prefix(code), autoescape=True) for code in codes))


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
    """Ids of the active people who act for an organisation."""
    query = (
        select(RoleGrant.user_id)
        .join(User, User.id == RoleGrant.user_id)
        .where(RoleGrant.organization_id == organization_id, User.state == UserState.ACTIVE)
    )
    return list(session.scalars(query.distinct()))


def officers_for(session: Session, region_code: str) -> list[int]:
    """Ids of the officers whose rights cover ``region_code``, nearest region first."""
    chain = regions.lineage(region_code)
    query = (
        select(RoleGrant.user_id, RoleGrant.region_code)
        .join(User, User.id == RoleGrant.user_id)
        .where(
            RoleGrant.role == Role.OFFICER,
            RoleGrant.region_code.in_(chain),
            User.state == UserState.ACTIVE,
        )
    )
    rows = session.execute(query).all()
    nearest = next((code for code in chain if any(row.region_code == code for row in rows)), None)
    return sorted({row.user_id for row in rows if row.region_code == nearest})
