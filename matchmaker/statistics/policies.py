"""Who may do what with figures. Figures are of the reader's own regions; targets are set for a whole city."""

from __future__ import annotations

from enum import StrEnum

from matchmaker.core.authz import Ownership, PermissionTable, Role, grant

REGION = Ownership.REGION


class Permission(StrEnum):
    """Named ``statistics.<verb>``."""

    READ = "statistics.read"
    """See the figures of one's regions, what they are made of, and take them away."""
    SET_TARGETS = "statistics.set_targets"
    """Define indicators and set targets."""
    CREDIT = "statistics.credit"
    """See what came of a scout's work: officers and leaders of their roster, a scout of their own."""
    CLOSE = "statistics.close"
    """Close a year: its figures as reported no longer move."""


PERMISSIONS = PermissionTable(
    {
        Permission.READ: (grant(Role.OFFICER, Role.LEADER),),
        Permission.SET_TARGETS: (grant(Role.OFFICER, Role.LEADER, over=REGION),),
        Permission.CREDIT: (grant(Role.OFFICER, Role.LEADER, Role.SCOUT),),
        Permission.CLOSE: (grant(Role.LEADER, over=REGION),),
    }
)
