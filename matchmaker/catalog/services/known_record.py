"""Records that came from outside before: found by (source, external id), compared with what comes now."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from matchmaker.catalog.contents import Record, row_columns
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.queries import MODELS
from matchmaker.core.authz import system_actor
from matchmaker.organizations.models import Organization
from matchmaker.organizations.services import ensure_unit

CLAIMING_UNIT = "批量导入待认领"
CLAIMING_REGION = "340300"


def known_records(session: Session, kind: RecordKind, source: str, ids: Collection[str]) -> dict[str, Record]:
    """External id → record, for those of ``ids`` that came before, with their rows."""
    model: Any = MODELS[kind]
    query = select(model).where(model.source == source, model.external_id.in_(ids))
    parts = [selectinload(getattr(model, group)) for group in row_columns(kind)]
    return {str(row.external_id): row for row in session.scalars(query.options(*parts)).unique()}


def differing(row: Record, values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of ``values`` that ``row`` does not say already; rows are compared in the columns given."""
    return {name: value for name, value in values.items() if not _says(row, name, value)}


def _says(row: Record, name: str, value: Any) -> bool:
    held = getattr(row, name)
    if not isinstance(value, list) or not value or not isinstance(value[0], dict):
        return bool(held == value)
    if len(held) != len(value):
        return False
    return all(getattr(part, key) == text for part, said in zip(held, value, strict=True) for key, text in said.items())


def claiming_unit(session: Session) -> int:
    """The id of the unit that keeps imported records until their owner claims them; made when missing."""
    named = select(Organization.id).where(Organization.name == CLAIMING_UNIT).order_by(Organization.id)
    found = session.scalars(named).first()
    if found is not None:
        return found
    actor = system_actor("import")
    return ensure_unit(session, name=CLAIMING_UNIT, kind="bureau", region_code=CLAIMING_REGION, actor=actor).id
