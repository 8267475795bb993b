"""Starting, saving and taking back a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.catalog import mandatory
from matchmaker.catalog.contents import Record, kind_of
from matchmaker.catalog.models import Achievement, Need, RecordKind
from matchmaker.catalog.policies import PERMISSIONS, Permission
from matchmaker.catalog.services.announce import leave_public
from matchmaker.catalog.services.fill_record import as_given, fill
from matchmaker.catalog.workflow import WORKFLOWS
from matchmaker.core import audit
from matchmaker.core.authz import Actor, Role
from matchmaker.core.errors import Conflict, Invalid, NotFound
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version
from matchmaker.organizations.models import Organization

CREATE = {RecordKind.NEED: Permission.NEED_CREATE, RecordKind.ACHIEVEMENT: Permission.ACHIEVEMENT_CREATE}
EDIT = {RecordKind.NEED: Permission.NEED_EDIT, RecordKind.ACHIEVEMENT: Permission.ACHIEVEMENT_EDIT}
MODELS: dict[RecordKind, type[Record]] = {RecordKind.NEED: Need, RecordKind.ACHIEVEMENT: Achievement}
EDITABLE = frozenset({"draft", "returned"})
NOT_EDITABLE = N_("这条记录已提交，不能直接修改。如需修改，请先改回草稿。")


@dataclass(frozen=True, slots=True)
class Draft:
    """A record to begin: ``values`` as in ``create_draft``; an imported one is known by source and external id."""

    organization_id: int
    values: Mapping[str, Any]
    source: str = "self_reported"
    external_id: str | None = None


def create_draft(
    session: Session,
    kind: RecordKind,
    *,
    actor: Actor,
    organization_id: int,
    values: Mapping[str, Any],
    scout_id: int | None = None,
    source: str = "self_reported",
    external_id: str | None = None,
) -> Record:
    """Begin a record of a unit; only ``values["title"]`` is needed.

    ``values``: column → value, money in 分, ``indicators`` and ``ip_rights``
    as lists of dicts. People of a unit start records of that unit; scouts and
    officers of any, and then the record is looked after in their region unless
    the unit lies there itself. Raises NotFound for a unit that is none of
    theirs and Invalid for values that cannot be stored.
    """
    PERMISSIONS.require(actor, CREATE[kind])
    draft = Draft(organization_id, values, source, external_id)
    row = _written(session, kind, draft, actor=actor, scout_id=scout_id)
    WORKFLOWS[kind].begin(session, row, actor=actor, organization_id=row.organization_id, source=source)
    session.refresh(row)
    return row


def create_drafts(session: Session, kind: RecordKind, drafts: Sequence[Draft], *, actor: Actor) -> list[Record]:
    """Begin many records in a few statements, each of them audited. Raises as ``create_draft``."""
    PERMISSIONS.require(actor, CREATE[kind])
    rows = [_written(session, kind, each, actor=actor) for each in drafts]
    WORKFLOWS[kind].begin_many(session, rows)
    for row in rows:
        detail = {"organization_id": row.organization_id, "source": row.source}
        audit.record(session, actor, f"{kind}.created", kind.value, row.id, **detail)
    return rows


def _written(session: Session, kind: RecordKind, draft: Draft, *, actor: Actor, scout_id: int | None = None) -> Record:
    """A new row that says what ``draft`` says, in no state yet."""
    unit, given = _unit(session, draft.organization_id, actor), as_given(draft.values)
    if not given.get("title"):
        raise Invalid(fields={"title": mandatory.for_submit(kind, given)["title"]})
    row = MODELS[kind](
        organization_id=unit.id,
        region_code=_home_region(unit, actor),
        entered_by=actor.user_id,
        scout_id=scout_id,
        source=draft.source,
        external_id=draft.external_id,
    )
    _prepare(row)
    fill(row, given, actor=actor)
    return row


def save_draft(
    session: Session, row: Record, values: Mapping[str, Any], *, actor: Actor, version: int | None = None
) -> list[str]:
    """Change a draft or a returned record; returns the names of what changed.

    Raises StaleVersion when ``version`` is not the stored one, Conflict when
    the record is no longer a draft, Invalid for values that cannot be stored.
    """
    kind = kind_of(row)
    PERMISSIONS.require(actor, EDIT[kind], row)
    check_version(row, version)
    if row.state not in EDITABLE:
        raise Conflict(NOT_EDITABLE)
    given = as_given(values)
    if "title" in given and not given["title"]:
        raise Invalid(fields={"title": [N_("请填写名称。")]})
    changed = fill(row, given, actor=actor)
    audit.record(session, actor, f"{kind}.saved", kind.value, row.id, changed=changed)
    session.flush()
    return changed


def reopen(session: Session, row: Record, *, actor: Actor, version: int | None = None) -> None:
    """Make a draft of a record again; one that was public leaves the public pages."""
    kind, was = kind_of(row), row.state
    WORKFLOWS[kind].apply(session, row, "reopen", actor=actor, version=version)
    leave_public(session, row, was)


def _unit(session: Session, organization_id: int, actor: Actor) -> Organization:
    unit = session.get(Organization, organization_id)
    own = organization_id in actor.organization_ids
    if unit is None or not (own or actor.is_system or actor.has(Role.SCOUT, Role.OFFICER)):
        raise NotFound
    return unit


def _home_region(unit: Organization, actor: Actor) -> str:
    if unit.id in actor.organization_ids or actor.is_system or actor.covers(unit.region_code):
        return unit.region_code
    return min(actor.region_codes, default=unit.region_code)


def _prepare(row: Record) -> None:
    """Give the columns their defaults now, so that contents can be read before the first flush."""
    given = vars(row)
    for name, default in _defaults(type(row)):
        if name not in given:
            setattr(row, name, [] if default is list else default)


@cache
def _defaults(model: type[Record]) -> tuple[tuple[str, Any], ...]:
    """Column → its plain default, ``list`` for a new list, None where nothing is said; no computed ones."""
    found: list[tuple[str, Any]] = []
    for column in model.__table__.columns:
        default = column.default
        if default is None and column.nullable:
            found.append((column.key, None))
        elif default is not None and default.is_scalar:
            found.append((column.key, default.arg))
        elif default is not None and default.is_callable and default.arg.__name__ == "list":
            found.append((column.key, list))
    return tuple(found)
