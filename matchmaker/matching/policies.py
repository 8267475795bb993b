"""Who may do what with suggestions and near-duplicates."""

from __future__ import annotations

from enum import StrEnum

from matchmaker.core.authz import Ownership, PermissionTable, Role, grant

PARTY, REGION = Ownership.PARTY, Ownership.REGION


class Permission(StrEnum):
    """Named ``<object>.<verb>``."""

    QUEUE = "suggestion.queue"
    """Work the officer's queue."""
    DECIDE = "suggestion.decide"
    """Approve, hold or reject a pair; see the pair page."""
    READ_OWN = "suggestion.read_own"
    """See the suggestions for one's own record."""
    ASK = "suggestion.ask"
    """Ask for an introduction."""
    DUPLICATES = "duplicate_pair.list"
    """See the list of near-duplicates."""
    COMPARE = "duplicate_pair.decide"
    """Compare two records, one of them of the officer's region, and say whether they are the same."""


PERMISSIONS = PermissionTable(
    {
        Permission.QUEUE: (grant(Role.OFFICER),),
        Permission.DECIDE: (grant(Role.OFFICER, over=REGION),),
        Permission.READ_OWN: (
            grant(Role.ENTERPRISE, Role.UNIVERSITY_OFFICE, over=PARTY),
            grant(Role.OFFICER, over=REGION),
        ),
        Permission.ASK: (grant(Role.ENTERPRISE, Role.UNIVERSITY_OFFICE, over=PARTY),),
        Permission.DUPLICATES: (grant(Role.OFFICER),),
        Permission.COMPARE: (grant(Role.OFFICER, over=REGION),),
    }
)
