"""Keeping the contact log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Forbidden, Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version
from matchmaker.organizations.models import Organization
from matchmaker.organizations.services import ensure_unit
from matchmaker.scouting.models import ContactLog
from matchmaker.scouting.policies import PERMISSIONS, Permission
from matchmaker.scouting.queries.roster import profile_of

COLUMNS = ("happened_on", "method", "learnt", "counterpart", "next_contact_on", "remark")


def log_contact(session: Session, organization: Organization, values: Mapping[str, Any], *, actor: Actor) -> ContactLog:
    """Note a contact of the actor's with ``organization``; ``values``: see COLUMNS.

    Raises Invalid for a day in the future or a next contact before the last.
    """
    PERMISSIONS.require(actor, Permission.CONTACT_WRITE)
    if actor.user_id is None:
        raise Forbidden
    _check(values)
    row = ContactLog(
        scout_id=actor.user_id,
        organization_id=organization.id,
        region_code=home_region(session, actor, organization.region_code),
        **{name: values[name] for name in COLUMNS},
    )
    session.add(row)
    session.flush()
    audit.record(session, actor, "contact.logged", "contact_log", row.id, organization=organization.id)
    return row


def change_contact(
    session: Session, row: ContactLog, values: Mapping[str, Any], *, actor: Actor, version: int | None = None
) -> None:
    """Correct one's own entry, also to take out what a third person wants removed."""
    PERMISSIONS.require(actor, Permission.CONTACT_WRITE, row)
    check_version(row, version)
    _check(values)
    for name in COLUMNS:
        setattr(row, name, values[name])
    session.flush()
    audit.record(session, actor, "contact.changed", "contact_log", row.id)


def unit_from(session: Session, name: str, kind: str, *, actor: Actor, field: str) -> Organization:
    """The unit of this name in the actor's region, entered when unknown. Raises Invalid at ``field``."""
    region = home_region(session, actor, "")
    try:
        return ensure_unit(session, name=name, kind=kind, region_code=region, actor=actor)
    except Invalid as error:
        raise Invalid(fields={field: [text for texts in error.fields.values() for text in texts]}) from error


def home_region(session: Session, actor: Actor, otherwise: str) -> str:
    """The region a scout works for: the roster's, else the first of the scout's rights."""
    profile = profile_of(session, actor.user_id)
    return profile.region_code if profile else min(actor.region_codes, default=otherwise)


def _check(values: Mapping[str, Any]) -> None:
    problems: dict[str, list[str]] = {}
    if values["happened_on"] > clock.today():
        problems["happened_on"] = [N_("日期不能晚于今天；约好的下次联系请填在“下次联系日期”。")]
    if values["next_contact_on"] and values["next_contact_on"] < values["happened_on"]:
        problems["next_contact_on"] = [N_("下次联系不能早于这一次。")]
    if problems:
        raise Invalid(fields=problems)
