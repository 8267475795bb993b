"""Who may do what with the integrity register. Nothing of it is public."""

from __future__ import annotations

from enum import StrEnum

from matchmaker.core.authz import Ownership, PermissionTable, Role, grant

UNITS = (Role.ENTERPRISE, Role.UNIVERSITY_OFFICE)


class Permission(StrEnum):
    """Named ``integrity.<verb>``."""

    READ = "integrity.read"
    """See an entry: the bureau those of its city, an organisation its own."""
    PROPOSE = "integrity.propose"
    """Give an organisation notice of an entry."""
    ANSWER = "integrity.answer"
    """Answer a notice (申辩), for the organisation."""
    DECIDE = "integrity.decide"
    """Enter, dismiss or remove, for the city's bureau."""


PERMISSIONS = PermissionTable(
    {
        Permission.READ: (
            grant(Role.OFFICER, over=Ownership.REGION),
            grant(*UNITS, over=Ownership.ORGANIZATION),
        ),
        Permission.PROPOSE: (grant(Role.OFFICER, over=Ownership.REGION),),
        Permission.ANSWER: (grant(*UNITS, over=Ownership.ORGANIZATION),),
        Permission.DECIDE: (grant(Role.OFFICER, over=Ownership.REGION),),
    }
)
