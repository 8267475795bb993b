"""Who may do what with the mirrored list of infringers. It is public elsewhere; here it is the bureau's tool."""

from __future__ import annotations

from enum import StrEnum

from matchmaker.core.authz import Ownership, PermissionTable, Role, grant


class Permission(StrEnum):
    """Named ``infringement.<verb>``."""

    READ = "infringement.read"
    """See the list, whichever city copied an entry: a firm's seat does not bind where it deals."""
    EDIT = "infringement.edit"
    """Enter and remove, for the whole city."""
    IMPORT = "infringement.import"
    """Bring the list by a table; judged row by row as entering is."""


PERMISSIONS = PermissionTable(
    {
        Permission.READ: (grant(Role.OFFICER, Role.LEADER),),
        Permission.EDIT: (grant(Role.OFFICER, over=Ownership.REGION),),
        Permission.IMPORT: (grant(Role.OFFICER),),
    }
)
