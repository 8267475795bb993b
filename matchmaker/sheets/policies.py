"""Who may work on an uploaded table: only who uploaded it, and only as long as its target lets them."""

from __future__ import annotations

from enum import StrEnum

from matchmaker.core.authz import Ownership, PermissionTable, Role, grant


class Permission(StrEnum):
    """Named ``sheet.<verb>``."""

    HANDLE = "sheet.handle"
    """Settle the columns of a table one uploaded, try and import it."""


PERMISSIONS = PermissionTable(
    {
        Permission.HANDLE: (grant(Role.UNIVERSITY_OFFICE, Role.OFFICER, Role.SYSTEM_ADMIN, over=Ownership.SELF),),
    }
)
