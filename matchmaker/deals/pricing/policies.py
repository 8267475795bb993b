"""Who may do what with pricing dossiers: the seller's unit writes, officers and leaders of its region read.

The buyer sees nothing of it: how the seller came to its price is its own affair.
"""

from __future__ import annotations

from enum import StrEnum

from matchmaker.core.authz import Ownership, PermissionTable, Role, grant

MEMBERS = (Role.ENTERPRISE, Role.UNIVERSITY_OFFICE)
UNIT = grant(*MEMBERS, over=Ownership.ORGANIZATION)


class Permission(StrEnum):
    """Named ``pricing.<verb>``."""

    READ = "pricing.read"
    """See a dossier and its files, the sealed one included."""
    BEGIN = "pricing.begin"
    """Begin a dossier over a deal of one's unit."""
    WRITE = "pricing.write"
    """Fill in a dossier, its files and its checklist."""
    POST = "pricing.post"
    """Post the public notice, and take it back."""
    OBJECT = "pricing.object"
    """Record an objection that was raised."""
    HANDLE = "pricing.handle"
    """Answer an objection."""
    SEAL = "pricing.seal"
    """Declare due care, and seal the dossier."""
    ABANDON = "pricing.abandon"
    """Give a dossier up, with a reason."""
    KEEP_CHECKLIST = "pricing.keep_checklist"
    """Write one's unit's list of duties."""


PERMISSIONS = PermissionTable(
    {
        Permission.READ: (UNIT, grant(Role.OFFICER, Role.LEADER, over=Ownership.REGION)),
        Permission.BEGIN: (UNIT,),
        Permission.WRITE: (UNIT,),
        Permission.POST: (UNIT,),
        Permission.OBJECT: (UNIT, grant(Role.OFFICER, over=Ownership.REGION)),
        Permission.HANDLE: (UNIT,),
        Permission.SEAL: (UNIT,),
        Permission.ABANDON: (UNIT,),
        Permission.KEEP_CHECKLIST: (UNIT,),
    }
)
