"""Who may do what in scouting."""

from __future__ import annotations

from enum import StrEnum

from matchmaker.core.authz import Ownership, PermissionTable, Role, grant

SELF, REGION, ASSIGNED = Ownership.SELF, Ownership.REGION, Ownership.ASSIGNED


class Permission(StrEnum):
    """Named ``scouting.<verb>``."""

    ROSTER_READ = "scouting.roster_read"
    """See the roster and the coverage page."""
    ROSTER_EDIT = "scouting.roster_edit"
    """Enter scouts, terms and fixed contacts."""
    CONTACT_WRITE = "scouting.contact_write"
    """Keep one's own contact log."""
    CONTACT_READ = "scouting.contact_read"
    """Read a contact log entry."""
    LEAD_WRITE = "scouting.lead_write"
    """Note and work one's own leads."""
    LEAD_READ = "scouting.lead_read"
    """Read a lead."""
    CONFIRMATION_MANAGE = "scouting.confirmation_manage"
    """Send, renew and cancel a request for the unit's confirmation."""
    CONFIRMATION_ANSWER = "scouting.confirmation_answer"
    """Answer for the unit."""
    CONFIRMATION_EXPIRED = "scouting.confirmation_expired"
    """Decide on a request that ran out."""
    ROUTE = "scouting.route"
    """Route a need without a match (分流)."""
    ROUTE_WORK = "scouting.route_work"
    """Report on a routing task."""


PERMISSIONS = PermissionTable(
    {
        Permission.ROSTER_READ: (grant(Role.OFFICER, Role.LEADER, Role.SCOUT),),
        Permission.ROSTER_EDIT: (grant(Role.OFFICER, over=REGION),),
        Permission.CONTACT_WRITE: (grant(Role.SCOUT, over=SELF),),
        Permission.CONTACT_READ: (
            grant(Role.SCOUT, over=SELF),
            grant(Role.OFFICER, Role.LEADER, over=REGION),
        ),
        Permission.LEAD_WRITE: (grant(Role.SCOUT, over=SELF),),
        Permission.LEAD_READ: (grant(Role.SCOUT, over=SELF), grant(Role.OFFICER, over=REGION)),
        Permission.CONFIRMATION_MANAGE: (grant(Role.SCOUT, over=SELF), grant(Role.OFFICER, over=REGION)),
        Permission.CONFIRMATION_ANSWER: (
            grant(Role.UNIVERSITY_OFFICE, Role.ENTERPRISE, Role.LINK, over=Ownership.ORGANIZATION),
            grant(Role.OFFICER, over=REGION),
        ),
        Permission.CONFIRMATION_EXPIRED: (grant(Role.OFFICER, over=REGION),),
        Permission.ROUTE: (grant(Role.OFFICER, over=REGION),),
        Permission.ROUTE_WORK: (
            grant(Role.SCOUT, Role.EXPERT, over=ASSIGNED),
            grant(Role.OFFICER, over=REGION),
        ),
    }
)
