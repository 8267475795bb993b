"""Entering an organisation: registered by itself, or noted by whoever works with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import exists, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.pinyin import pinyin_key
from matchmaker.organizations import credit_code as codes
from matchmaker.organizations import names
from matchmaker.organizations.models import (
    Organization,
    OrganizationKind,
    OrganizationState,
    Region,
    RoleGrant,
)
from matchmaker.organizations.workflow import ORGANIZATION

TAKEN = N_("该单位已登记。请联系本单位的平台管理员为您开通账号；不清楚是谁的，请联系所在地的对接联络员。")
COLUMNS = (
    "kind",
    "name",
    "short_name",
    "credit_code",
    "region_code",
    "state_held",
    "scale",
    "qualifications",
    "address",
    "introduction",
    "contact_name",
    "contact_phone",
    "contact_email",
)


def register_organization(session: Session, values: Mapping[str, Any], *, actor: Actor) -> Organization:
    """A new, unverified organisation from a dict of column values.

    A unit that a scout or officer noted before and nobody acts for yet is
    taken over instead of entered twice. Raises Invalid with the fields kind,
    name, credit_code, region_code; a unit already registered is refused with
    a pointer to its own administrator.
    """
    cleaned = clean_values(session, values)
    known = _same_unit(session, cleaned)
    if known is not None:
        return _take_over(session, known, cleaned, actor)
    return _insert(session, cleaned, actor)


def ensure_unit(
    session: Session,
    *,
    name: str,
    kind: str,
    region_code: str,
    actor: Actor,
    credit_code: str | None = None,
    **contact: str,
) -> Organization:
    """The unit with this kind and name (or credit code), entered unverified when unknown.

    ``contact``: contact_name, contact_phone, contact_email; an existing
    unit's particulars stay as they are. Raises Invalid as ``register_organization``.
    """
    values = {"name": name, "kind": kind, "region_code": region_code, "credit_code": credit_code, **contact}
    cleaned = clean_values(session, values, code_required=False)
    return _same_unit(session, cleaned) or _insert(session, cleaned, actor)


def clean_values(session: Session, values: Mapping[str, Any], *, code_required: bool = True) -> dict[str, Any]:
    """Column values in their stored form; Invalid at the fields that will not do."""
    unknown = set(values) - set(COLUMNS)
    if unknown:
        raise ValueError(f"not columns of an organisation: {sorted(unknown)}")
    cleaned = {**values, "name": names.normalize(str(values.get("name") or ""))}
    cleaned["credit_code"] = codes.normalize(str(values.get("credit_code") or "")) or None
    cleaned["name_key"] = pinyin_key(cleaned["name"])
    errors = {
        "kind": None if cleaned.get("kind") in set(OrganizationKind) else N_("请选择单位类型。"),
        "name": None if cleaned["name"] else N_("请填写单位全称。"),
        "credit_code": _code_problem(cleaned, required=code_required),
        "region_code": _region_problem(session, str(cleaned.get("region_code") or "")),
    }
    found = {field: [message] for field, message in errors.items() if message}
    if found:
        raise Invalid(fields=found)
    return cleaned


def _code_problem(values: Mapping[str, Any], *, required: bool) -> str | None:
    if values["credit_code"]:
        return codes.problem(values["credit_code"])
    if required and values.get("kind") == OrganizationKind.ENTERPRISE:
        return N_("企业必须填写统一社会信用代码。")
    return None


def _region_problem(session: Session, code: str) -> str | None:
    return None if code and session.get(Region, code) is not None else N_("请选择所在地区。")


def _same_unit(session: Session, values: Mapping[str, Any]) -> Organization | None:
    same = (Organization.kind == values["kind"]) & (Organization.name == values["name"])
    condition = or_(same, Organization.credit_code == values["credit_code"]) if values["credit_code"] else same
    found = session.scalars(select(Organization).where(condition).with_for_update(of=Organization)).all()
    by_code = [row for row in found if values["credit_code"] and row.credit_code == values["credit_code"]]
    return next(iter([*by_code, *found]), None)


def _take_over(session: Session, known: Organization, values: Mapping[str, Any], actor: Actor) -> Organization:
    """Somebody comes for a unit that was noted from outside; whoever is spoken for is refused."""
    taken = session.scalar(select(exists().where(RoleGrant.organization_id == known.id)))
    other_code = known.credit_code is not None and known.credit_code != values["credit_code"]
    same_name = known.name == values["name"] and known.kind == values["kind"]
    if taken or other_code or known.state != OrganizationState.UNVERIFIED:
        raise Invalid(fields={"name" if same_name else "credit_code": [TAKEN]})
    for column, value in values.items():
        setattr(known, column, value)
    session.flush()
    audit.record(session, actor, "organization.taken_over", "organization", known.id)
    return known


def _insert(session: Session, values: Mapping[str, Any], actor: Actor) -> Organization:
    try:
        with session.begin_nested():
            return ORGANIZATION.begin(session, Organization(**values), actor=actor)
    except IntegrityError as error:  # entered by somebody else at this moment
        raise Invalid(fields={"name": [TAKEN]}) from error
