"""Who may do what with accounts."""

from __future__ import annotations

from enum import StrEnum

from matchmaker.core.authz import Ownership, PermissionTable, Role, grant

PASSWORD_MINIMUM, PASSWORD_MAXIMUM = 10, 128
"""Characters; the upper bound keeps hashing affordable."""


class Permission(StrEnum):
    """Named ``account.<verb>``."""

    READ_OWN = "account.read_own"
    """See and change one's own account and inbox."""
    ERASE = "account.erase"
    """Have one's own account erased."""
    LIST = "account.list"
    """See all accounts."""
    CREATE = "account.create"
    """Open an account for somebody."""
    SUSPEND = "account.suspend"
    """Suspend or reinstate an account."""
    SECURITY_LOG = "account.security_log"
    """Read sign-ins and refusals."""


EVERYBODY = tuple(role for role in Role if role is not Role.LINK)
PERMISSIONS = PermissionTable(
    {
        Permission.READ_OWN: (grant(*EVERYBODY, over=Ownership.SELF),),
        Permission.ERASE: (grant(*EVERYBODY, over=Ownership.SELF),),
        Permission.LIST: (grant(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN),),
        Permission.CREATE: (grant(Role.SYSTEM_ADMIN),),
        Permission.SUSPEND: (grant(Role.SECURITY_ADMIN),),
        Permission.SECURITY_LOG: (grant(Role.SECURITY_ADMIN, Role.AUDIT_ADMIN),),
    }
)
