"""Which particulars a unit's own people stated last, so that no table of others overwrites them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.organizations.models import OwnParticular


def state_own(session: Session, organization_id: int, fields: Iterable[str]) -> None:
    """The unit itself says ``fields`` (columns of an organisation) from now on."""
    for field in sorted(fields):
        session.merge(OwnParticular(organization_id=organization_id, field=field, stated_at=clock.now()))
    session.flush()


def forget_own(session: Session, organization_id: int, fields: Collection[str]) -> None:
    """An officer has changed ``fields``, so the unit's word is no longer the last."""
    if fields:
        mine = OwnParticular.organization_id == organization_id
        session.execute(delete(OwnParticular).where(mine, OwnParticular.field.in_(fields)))


def own_fields(session: Session, organization_ids: Collection[int]) -> dict[int, set[str]]:
    """Organisation → what its own people stated last."""
    found: dict[int, set[str]] = {}
    query = select(OwnParticular).where(OwnParticular.organization_id.in_(organization_ids))
    for row in session.scalars(query):
        found.setdefault(row.organization_id, set()).add(row.field)
    return found
