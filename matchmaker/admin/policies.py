"""Who may look after the installation itself."""

from __future__ import annotations

from enum import StrEnum

from matchmaker.core.authz import PermissionTable, Role, grant


class Permission(StrEnum):
    """Named ``admin.<verb>``."""

    JOBS = "admin.jobs"
    """See background work and messages, start again what has stopped."""
    AUDIT = "admin.audit"
    """Read and verify the audit trail."""


PERMISSIONS = PermissionTable(
    {
        Permission.JOBS: (grant(Role.SYSTEM_ADMIN),),
        Permission.AUDIT: (grant(Role.AUDIT_ADMIN),),
    }
)
