"""Who may change how needs are read, and who may see what was learned."""

from __future__ import annotations

from enum import StrEnum

from matchmaker.core.authz import PermissionTable, Role, grant


class Permission(StrEnum):
    """Named ``tuning.<verb>``."""

    MANAGE = "tuning.manage"
    """Edit the lexicon; put versions into use and take them back."""
    READ_LEARNED = "tuning.read_learned"
    """See in words what officers' decisions have taught."""


PERMISSIONS = PermissionTable(
    {
        Permission.MANAGE: (grant(Role.SYSTEM_ADMIN),),
        Permission.READ_LEARNED: (grant(Role.OFFICER, Role.SYSTEM_ADMIN),),
    }
)
