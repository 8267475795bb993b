"""Who may do what with rules and claims.

Cards and the calculator are for everybody. A rule is kept by the officers of
its city; a claim belongs to the unit that makes it and is decided by the
officers of its region.
"""

from __future__ import annotations

from enum import StrEnum

from matchmaker.core.authz import Ownership, PermissionTable, Role, grant

MEMBERS = (Role.ENTERPRISE, Role.UNIVERSITY_OFFICE)
OWN, REGION = Ownership.ORGANIZATION, Ownership.REGION


class Permission(StrEnum):
    """Named ``subsidy.<verb>`` for rules, ``claim.<verb>`` for claims."""

    OVERSEE = "subsidy.oversee"
    """See all versions of the rules of one's regions."""
    KEEP = "subsidy.keep"
    """Change, try, activate and retire rules, and confirm that they are in force."""
    LIST = "claim.list"
    """See one's claims, and take them away."""
    START = "claim.start"
    """Begin a claim on a rule."""
    READ = "claim.read"
    """See a claim with its files."""
    EDIT = "claim.edit"
    """Fill in, submit and withdraw a claim of one's unit."""
    DECIDE = "claim.decide"
    """Take up, return, grant, refuse a claim, and note the payment."""


PERMISSIONS = PermissionTable(
    {
        Permission.OVERSEE: (grant(Role.OFFICER, Role.LEADER, over=REGION),),
        Permission.KEEP: (grant(Role.OFFICER, over=REGION),),
        Permission.LIST: (grant(*MEMBERS, Role.OFFICER, Role.LEADER),),
        Permission.START: (grant(*MEMBERS),),
        Permission.READ: (grant(*MEMBERS, over=OWN), grant(Role.OFFICER, Role.LEADER, over=REGION)),
        Permission.EDIT: (grant(*MEMBERS, over=OWN),),
        Permission.DECIDE: (grant(Role.OFFICER, over=REGION),),
    }
)
