"""Changing an organisation's particulars."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version
from matchmaker.organizations.models import Organization, OrganizationState
from matchmaker.organizations.policies import PERMISSIONS, Permission
from matchmaker.organizations.services.own_particulars import forget_own, state_own
from matchmaker.organizations.services.register_organization import COLUMNS, clean_values
from matchmaker.organizations.services.self_register import tell_officers
from matchmaker.organizations.workflow import ORGANIZATION

# what was verified is changed by an officer only
IDENTITY = frozenset({"kind", "name", "credit_code", "region_code"})
TAKEN = N_("已有另一家单位使用这个名称或统一社会信用代码。")


def edit_organization(
    session: Session,
    organization: Organization,
    values: Mapping[str, Any],
    *,
    actor: Actor,
    version: int | None = None,
) -> None:
    """Set ``values`` (columns); a refused organisation is thereby put before the officer again.

    Its own people may change name, credit code and region only until it is
    verified and never its kind; those are then left as they are. Raises
    Invalid.
    """
    PERMISSIONS.require(actor, Permission.EDIT, organization)
    check_version(organization, version)
    present = {name: getattr(organization, name) for name in IDENTITY}
    kept = present if not may_change_identity(actor, organization) else {}
    if not is_officer(actor, organization):
        kept["kind"] = organization.kind  # the roles its people hold follow from it
    cleaned = clean_values(session, {**present, **values, **kept}, code_required=False)
    changed = sorted(name for name, value in cleaned.items() if getattr(organization, name) != value)
    for name, value in cleaned.items():
        setattr(organization, name, value)
    _flush(session)
    by_itself = organization.id in actor.organization_ids
    (state_own if by_itself else forget_own)(session, organization.id, set(changed) & set(COLUMNS))
    audit.record(session, actor, "organization.changed", "organization", organization.id, fields=changed)
    if organization.state == OrganizationState.REFUSED and by_itself:
        ORGANIZATION.apply(session, organization, "resubmit", actor=actor, values={"state_reason": ""})
        tell_officers(session, organization)


def is_officer(actor: Actor, organization: Organization) -> bool:
    """Whether ``actor`` is an officer in charge of the organisation."""
    return PERMISSIONS.allows(actor, Permission.VERIFY, organization)


def may_change_identity(actor: Actor, organization: Organization) -> bool:
    """Whether ``actor`` may change what an officer has verified or will verify."""
    return is_officer(actor, organization) or organization.state in {
        OrganizationState.UNVERIFIED,
        OrganizationState.REFUSED,
    }


def _flush(session: Session) -> None:
    try:
        with session.begin_nested():
            session.flush()
    except IntegrityError as error:
        raise Invalid(fields={"name": [TAKEN]}) from error
