"""Loading one object for one actor: another organisation's looks missing."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, TypeVar

from matchmaker.core.authz import PermissionTable
from matchmaker.core.errors import NotFound
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db

M = TypeVar("M")


def load(model: type[M], key: Any, permission: StrEnum, table: PermissionTable, **options: Any) -> M:
    """The row with primary key ``key`` if the present actor has ``permission`` over it.

    Raises NotFound for a missing row and for somebody else's alike, Forbidden
    for a role that never holds the permission. ``options`` go to Session.get.
    """
    row = db.session.get(model, key, **options)
    if row is None:
        raise NotFound
    table.require(current_actor(), permission, row)  # type: ignore[arg-type]
    return row
