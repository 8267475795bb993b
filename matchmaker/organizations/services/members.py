"""Who acts for an organisation: colleagues come by invitation."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User, UserState
from matchmaker.accounts.services import create_user
from matchmaker.accounts.services.change_password import invite
from matchmaker.accounts.services.create_user import UNUSABLE
from matchmaker.core.authz import Actor, Role
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.organizations.models import RESEARCH_KINDS, Organization, OrganizationKind, RoleGrant
from matchmaker.organizations.policies import PERMISSIONS, Permission
from matchmaker.organizations.services.roles import grant_role, revoke_role

# what the roles are called inside an organisation
MEMBER_LABELS: dict[str, str] = {
    Role.ENTERPRISE: N_("单位管理员"),
    Role.UNIVERSITY_OFFICE: N_("单位管理员"),
    Role.RESEARCHER: N_("科研人员"),
    Role.SCOUT: N_("科技情报员"),
    Role.OFFICER: N_("对接联络员"),
    Role.LEADER: N_("领导"),
    Role.EXPERT: N_("专家"),
}


@dataclass(frozen=True, slots=True)
class Colleague:
    """Whom to invite."""

    login: str
    name: str
    email: str
    phone: str
    role: str


def roles_in(kind: str) -> tuple[Role, ...]:
    """The roles an organisation of this kind gives to its own people."""
    if kind == OrganizationKind.ENTERPRISE:
        return (Role.ENTERPRISE,)
    return (Role.UNIVERSITY_OFFICE, Role.RESEARCHER) if kind in RESEARCH_KINDS else ()


def invite_member(session: Session, organization: Organization, colleague: Colleague, *, actor: Actor) -> User:
    """Open an account for a colleague and mail the link by which they set their password.

    Raises Invalid (fields login, role).
    """
    PERMISSIONS.require(actor, Permission.MEMBERS, organization)
    if colleague.role not in roles_in(organization.kind):
        raise Invalid(fields={"role": [N_("请选择角色。")]})
    user = create_user(
        session,
        login=colleague.login,
        name=colleague.name,
        password_hash=UNUSABLE,
        email=colleague.email,
        phone=colleague.phone,
        actor=actor,
    )
    grant_role(session, user, Role(colleague.role), organization_id=organization.id, actor=actor)
    invite(session, user, inviter=organization.name)
    return user


def invite_again(session: Session, entry: RoleGrant, organization: Organization, *, actor: Actor) -> None:
    """Mail the link once more to somebody who has not set a password yet."""
    PERMISSIONS.require(actor, Permission.MEMBERS, organization)
    user = session.get_one(User, entry.user_id)
    if user.password_hash != UNUSABLE or not user.email:
        raise Invalid(N_("对方已设置密码，可以自己通过邮件重设。"))
    invite(session, user, inviter=organization.name)


def remove_member(session: Session, entry: RoleGrant, organization: Organization, *, actor: Actor) -> None:
    """Take a person's role in the organisation; somebody who can act for it must remain.

    Raises Invalid for oneself and for the last one.
    """
    PERMISSIONS.require(actor, Permission.MEMBERS, organization)
    if entry.user_id == actor.user_id:
        raise Invalid(N_("不能移除自己，请由同事或对接联络员办理。"))
    if entry.role != Role.RESEARCHER and _others(session, entry) == 0:
        raise Invalid(N_("这是本单位最后一位管理员，请先邀请接替的人。"))
    revoke_role(session, entry, actor=actor)


def _others(session: Session, entry: RoleGrant) -> int:
    query = (
        select(func.count())
        .select_from(RoleGrant)
        .join(User, User.id == RoleGrant.user_id)
        .where(
            RoleGrant.organization_id == entry.organization_id,
            RoleGrant.role == entry.role,
            RoleGrant.user_id != entry.user_id,
            User.state == UserState.ACTIVE,
        )
    )
    return session.scalar(query) or 0
