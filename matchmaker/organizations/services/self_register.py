"""An organisation registers itself: account, organisation and role in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.accounts.services import create_user
from matchmaker.accounts.services.create_user import NOTICE_VERSION, login_problem
from matchmaker.accounts.services.notices import Message, notify
from matchmaker.core.authz import Role, system_actor
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.organizations.models import Organization, OrganizationKind
from matchmaker.organizations.queries import officers_for
from matchmaker.organizations.services.own_particulars import state_own
from matchmaker.organizations.services.register_organization import register_organization
from matchmaker.organizations.services.roles import grant_role

VERIFICATION_PAGE = "/organizations/{id}/verification"
REGISTRATION = system_actor("registration")


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Who registers: sign-in name, the hash of the password, and their contact."""

    login: str
    password_hash: str
    name: str
    phone: str
    email: str


def self_register(session: Session, values: Mapping[str, Any], account: NewAccount) -> tuple[Organization, User]:
    """Enter organisation and account; the officers of the region are told.

    ``values`` as for ``register_organization``, contact excepted. Raises
    Invalid with the fields of both at once, so that all can be mended together.
    """
    contact = {"contact_name": account.name, "contact_phone": account.phone, "contact_email": account.email}
    stated = {name for name, value in {**values, **contact}.items() if value}
    problem = login_problem(session, account.login.strip().lower())
    try:
        organization = register_organization(session, {**values, **contact}, actor=REGISTRATION)
    except Invalid as error:
        if problem:
            error.fields["login"] = [problem]
        raise
    state_own(session, organization.id, stated)
    user = create_user(
        session,
        login=account.login,
        name=account.name,
        password_hash=account.password_hash,
        email=account.email,
        phone=account.phone,
        actor=REGISTRATION,
        consent_version=NOTICE_VERSION,
    )
    grant_role(session, user, first_role(organization.kind), organization_id=organization.id, actor=REGISTRATION)
    tell_officers(session, organization)
    return organization, user


def first_role(kind: str) -> Role:
    """The role of whoever acts for an organisation of this kind."""
    return Role.ENTERPRISE if kind == OrganizationKind.ENTERPRISE else Role.UNIVERSITY_OFFICE


def tell_officers(session: Session, organization: Organization) -> None:
    """Ask the officers of the region to verify the organisation."""
    message = Message(
        kind="organization.registered",
        title=N_("新单位待核验：{name}").format(name=organization.name),
        body=N_("请核对单位资料，可以与它提交的第一条记录一并办理。"),
        href=VERIFICATION_PAGE.format(id=organization.id),
    )
    key = f"organization:{organization.id}:registered:{organization.version}"
    notify(session, officers_for(session, organization.region_code), message, dedup_key=key)
