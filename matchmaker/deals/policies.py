"""Who may do what with deals."""

from __future__ import annotations

from enum import StrEnum

from matchmaker.core.authz import Ownership, PermissionTable, Role, grant

PARTY, REGION = Ownership.PARTY, Ownership.REGION
MEMBERS = (Role.ENTERPRISE, Role.UNIVERSITY_OFFICE)


class Permission(StrEnum):
    """Named ``deal.<verb>``."""

    LIST = "deal.list"
    """See one's deals."""
    READ = "deal.read"
    """See a deal; contacts only once both sides agreed."""
    OPEN = "deal.open"
    """Open a deal (by approving a suggestion)."""
    REPLY = "deal.reply"
    """Answer an introduction for one side."""
    RECORD_REPLY = "deal.record_reply"
    """Record an answer given by phone."""
    ADVANCE = "deal.advance"
    """Move a deal on, note milestones."""
    LOG = "deal.log"
    """Write into a deal's log."""
    SEND_SHEET = "deal.send_sheet"
    """Send the introduction sheet to the sides."""
    CLOSE = "deal.close"
    """End a deal with a reason."""


PERMISSIONS = PermissionTable(
    {
        Permission.LIST: (grant(*MEMBERS, Role.OFFICER, Role.LEADER),),
        Permission.READ: (grant(*MEMBERS, over=PARTY), grant(Role.OFFICER, Role.LEADER, over=REGION)),
        Permission.OPEN: (grant(Role.OFFICER, over=REGION),),
        Permission.REPLY: (grant(*MEMBERS, Role.LINK, over=PARTY),),
        Permission.RECORD_REPLY: (grant(Role.OFFICER, over=REGION),),
        Permission.SEND_SHEET: (grant(Role.OFFICER, over=REGION),),
        Permission.ADVANCE: (grant(*MEMBERS, over=PARTY), grant(Role.OFFICER, over=REGION)),
        Permission.LOG: (grant(*MEMBERS, over=PARTY), grant(Role.OFFICER, over=REGION)),
        Permission.CLOSE: (grant(*MEMBERS, Role.LINK, over=PARTY), grant(Role.OFFICER, over=REGION)),
    }
)
