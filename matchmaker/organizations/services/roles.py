"""Giving and taking roles; a person's sessions end, so that rights act at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.accounts.services.sessions import close_all
from matchmaker.core import audit
from matchmaker.core.authz import Actor, Role
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.organizations.models import ADMIN_ROLES, RoleGrant

OF_ORGANIZATION = frozenset({Role.RESEARCHER, Role.UNIVERSITY_OFFICE, Role.ENTERPRISE})
OVER_REGION = frozenset({Role.OFFICER, Role.LEADER, Role.SCOUT})
ROLE_LABELS: Mapping[Role, str] = {
    Role.RESEARCHER: N_("科研人员"),
    Role.UNIVERSITY_OFFICE: N_("高校院所管理员"),
    Role.ENTERPRISE: N_("企业"),
    Role.SCOUT: N_("科技情报员"),
    Role.OFFICER: N_("对接联络员"),
    Role.EXPERT: N_("专家"),
    Role.LEADER: N_("领导"),
    Role.SYSTEM_ADMIN: N_("系统管理员"),
    Role.SECURITY_ADMIN: N_("安全管理员"),
    Role.AUDIT_ADMIN: N_("审计管理员"),
}


def grant_role(
    session: Session,
    user: User,
    role: Role,
    *,
    actor: Actor,
    organization_id: int | None = None,
    region_code: str | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> RoleGrant:
    """Give ``user`` a role in an organisation, over a region or everywhere; the same twice is one.

    Raises Invalid (fields role, organization_id, region_code, ends_on) when
    the role lacks what it needs, when a person would hold two of the three
    administrator roles, and when somebody gives a role to themselves.
    """
    _refuse_oneself(user, actor)
    problems = _problems(role, organization_id, region_code, starts_on, ends_on)
    if problems:
        raise Invalid(fields=problems)
    held = _held(session, user.id)
    _keep_administrators_apart(held, role)
    for entry in held:
        if (entry.role, entry.organization_id, entry.region_code) == (role, organization_id, region_code):
            entry.starts_on, entry.ends_on = starts_on, ends_on
            return _noted(session, entry, "role.granted", actor)
    entry = RoleGrant(
        user_id=user.id,
        role=role,
        organization_id=organization_id,
        region_code=region_code,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    session.add(entry)
    session.flush()
    return _noted(session, entry, "role.granted", actor)


def revoke_role(session: Session, entry: RoleGrant, *, actor: Actor) -> None:
    """Take a role away and end the person's sessions."""
    _noted(session, entry, "role.revoked", actor)
    session.delete(entry)
    session.flush()


def _noted(session: Session, entry: RoleGrant, action: str, actor: Actor) -> RoleGrant:
    close_all(session, entry.user_id)
    detail = {"role": str(entry.role), "organization": entry.organization_id, "region": entry.region_code}
    audit.record(session, actor, action, "account", entry.user_id, **detail)
    return entry


def _held(session: Session, user_id: int) -> list[RoleGrant]:
    """The person's grants, read under a lock on the account so that two grants wait for each other."""
    session.execute(select(User.id).where(User.id == user_id).with_for_update())
    return list(session.scalars(select(RoleGrant).where(RoleGrant.user_id == user_id)))


def _refuse_oneself(user: User, actor: Actor) -> None:
    if actor.user_id is not None and actor.user_id == user.id:
        raise Invalid(fields={"role": [N_("不能给自己授予角色，请由另一位管理员办理。")]})


def _keep_administrators_apart(held: list[RoleGrant], role: Role) -> None:
    if role in ADMIN_ROLES and any(entry.role in ADMIN_ROLES and entry.role != role for entry in held):
        raise Invalid(fields={"role": [N_("系统管理员、安全管理员、审计管理员不得由同一人兼任。")]})


def _problems(
    role: Role, organization_id: int | None, region_code: str | None, starts_on: date | None, ends_on: date | None
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    if role in OF_ORGANIZATION and organization_id is None:
        found["organization_id"] = [N_("这个角色要指定所属单位。")]
    if role in OVER_REGION and region_code is None:
        found["region_code"] = [N_("这个角色要指定负责的地区。")]
    if role in ADMIN_ROLES and (organization_id is not None or region_code is not None):
        found["role"] = [N_("管理员角色不限单位和地区。")]
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        found["ends_on"] = [N_("截止日期不能早于起始日期。")]
    return found
