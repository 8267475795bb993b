"""Copying an entry of the published list, and taking it out when the authority has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.regions import city_of
from matchmaker.core.workflow import check_version
from matchmaker.organizations import credit_code as codes
from matchmaker.organizations.infringement.models import InfringementEntry
from matchmaker.organizations.infringement.policies import PERMISSIONS, Permission
from matchmaker.organizations.names import normalize

COLUMNS = ("name", "credit_code", "authority", "url", "listed_on")
SCHEMES = ("https://", "http://")
LONGEST_REASON = 300


def enter(session: Session, values: Mapping[str, Any], *, actor: Actor) -> InfringementEntry:
    """Copy one entry; ``values``: see COLUMNS. Invalid names the fields, also for one that stands there already."""
    row = InfringementEntry(region_code=own_city(actor), entered_by=actor.user_id, **checked(values))
    PERMISSIONS.require(actor, Permission.EDIT, row)
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError as error:
        raise Invalid(fields={"name": [N_("这家单位同一天的列入已经录过。")]}) from error
    audit.record(session, actor, "infringement.entered", "infringement", row.id, name=row.name, url=row.url)
    return row


def remove(
    session: Session, row: InfringementEntry, day: date, reason: str, *, actor: Actor, version: int | None = None
) -> None:
    """Note from which day the unit is off the list, and why (期满, 信用修复, entered by mistake)."""
    PERMISSIONS.require(actor, Permission.EDIT, row)
    check_version(row, version)
    if row.removed_on is not None:
        raise Conflict(N_("这一条已经移出。"))
    problems: dict[str, list[str]] = {}
    if day < row.listed_on:
        problems["removed_on"] = [N_("移出日期不能早于列入日期。")]
    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        problems["reason"] = [N_("请写明移出的理由，最多 300 字。")]
    if problems:
        raise Invalid(fields=problems)
    row.removed_on, row.removal = day, reason.strip()
    session.flush()
    audit.record(session, actor, "infringement.removed", "infringement", row.id, day=day.isoformat())


def own_city(actor: Actor) -> str:
    """The city whose copy the actor keeps."""
    return city_of(min(actor.region_codes)) if actor.region_codes else ""


def checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """``values`` in one spelling; Invalid with what is wrong at which field."""
    code = codes.normalize(values["credit_code"] or "")
    problems: dict[str, list[str]] = {}
    if code and (wrong := codes.problem(code)):
        problems["credit_code"] = [wrong]
    if not values["url"].startswith(SCHEMES):
        problems["url"] = [N_("请填写公布页面的完整网址，以 https:// 或 http:// 开头。")]
    if values["listed_on"] > clock.today():
        problems["listed_on"] = [N_("列入日期不能晚于今天。")]
    if problems:
        raise Invalid(fields=problems)
    return {**{name: values[name] for name in COLUMNS}, "name": normalize(values["name"]), "credit_code": code or None}
