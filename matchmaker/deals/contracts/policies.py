"""Who may do what with technical contracts.

A contract belongs to both sides' regions and to both parties; warnings about
it (``flags``) are for those who oversee, never for the parties.
"""

from __future__ import annotations

from enum import StrEnum

from matchmaker.core.authz import Ownership, PermissionTable, Role, grant

MEMBERS = (Role.ENTERPRISE, Role.UNIVERSITY_OFFICE)


class Permission(StrEnum):
    """Named ``contract.<verb>``."""

    LIST = "contract.list"
    """See the ledger of one's regions, and take it away."""
    READ = "contract.read"
    """See a contract."""
    EDIT = "contract.edit"
    """Note what was paid, by which instalments, and which unit it counts for."""
    RECONCILE = "contract.reconcile"
    """Say which platform contract is which registered one, and take that back."""
    DESCRIBE = "contract.describe"
    """Fill in what a contract of the platform's book is about."""
    IMPORT = "contract.import"
    """Bring the register's contracts by a table."""


PERMISSIONS = PermissionTable(
    {
        Permission.LIST: (grant(Role.OFFICER, Role.LEADER),),
        Permission.READ: (
            grant(Role.OFFICER, Role.LEADER, over=Ownership.REGION),
            grant(*MEMBERS, over=Ownership.PARTY),
        ),
        Permission.EDIT: (grant(Role.OFFICER, over=Ownership.REGION),),
        Permission.RECONCILE: (grant(Role.OFFICER, over=Ownership.REGION),),
        Permission.DESCRIBE: (grant(Role.OFFICER, over=Ownership.REGION), grant(*MEMBERS, over=Ownership.PARTY)),
        Permission.IMPORT: (grant(Role.OFFICER),),
    }
)
