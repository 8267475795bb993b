"""Who may do what in scouting."""

from __future__ import annotations

from enum import StrEnum

from matchmaker.core.authz import Ownership, PermissionTable, Role, grant

VOICES = (Role.UNIVERSITY_OFFICE, Role.ENTERPRISE)
SELF, REGION, ASSIGNED = Ownership.SELF, Ownership.REGION, Ownership.ASSIGNED


class Permission(StrEnum):
    """Named ``scouting.<verb>``."""

    ROSTER_READ = "scouting.roster_read"
    """See the roster and the coverage page."""
    ROSTER_EDIT = "scouting.roster_edit"
    """Enter scouts, terms and fixed contacts."""
    ROSTER_IMPORT = "scouting.roster_import"
    """Bring a roster by a table; who has no account yet is invited."""
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
    CONFIRMATION_READ = "scouting.confirmation_read"
    """See what a unit was asked and what it answered."""
    CONFIRMATION_ANSWER = "scouting.confirmation_answer"
    """Answer for the unit: only its own people or the bearer of its link."""
    CONFIRMATION_DECIDE = "scouting.confirmation_decide"
    """Decide on a request that ran out; confirm on the strength of a letter."""
    CREDIT_READ = "scouting.credit_read"
    """See what became of one's own finds."""
    VISIT_LIST = "scouting.visit_list"
    """Print the needs to take along to a platform (访前清单)."""
    ROUTE = "scouting.route"
    """Route a need without a match (分流)."""
    ROUTE_WORK = "scouting.route_work"
    """Report on a routing task."""


PERMISSIONS = PermissionTable(
    {
        Permission.ROSTER_READ: (grant(Role.OFFICER, Role.LEADER, Role.SCOUT),),
        Permission.ROSTER_EDIT: (grant(Role.OFFICER, over=REGION),),
        Permission.ROSTER_IMPORT: (grant(Role.OFFICER),),
        Permission.CONTACT_WRITE: (grant(Role.SCOUT, over=SELF),),
        Permission.CONTACT_READ: (
            grant(Role.SCOUT, over=SELF),
            grant(Role.OFFICER, Role.LEADER, over=REGION),
        ),
        Permission.LEAD_WRITE: (grant(Role.SCOUT, over=SELF),),
        Permission.LEAD_READ: (grant(Role.SCOUT, over=SELF), grant(Role.OFFICER, over=REGION)),
        Permission.CONFIRMATION_MANAGE: (grant(Role.SCOUT, over=SELF), grant(Role.OFFICER, over=REGION)),
        Permission.CONFIRMATION_READ: (
            grant(Role.SCOUT, over=SELF),
            grant(*VOICES, over=Ownership.ORGANIZATION),
            grant(Role.OFFICER, over=REGION),
        ),
        Permission.CONFIRMATION_ANSWER: (grant(*VOICES, Role.LINK, over=Ownership.ORGANIZATION),),
        Permission.CONFIRMATION_DECIDE: (grant(Role.OFFICER, over=REGION),),
        Permission.CREDIT_READ: (grant(Role.SCOUT),),
        Permission.VISIT_LIST: (grant(Role.SCOUT, Role.OFFICER),),
        Permission.ROUTE: (grant(Role.OFFICER, over=REGION),),
        Permission.ROUTE_WORK: (
            grant(Role.SCOUT, Role.EXPERT, over=ASSIGNED),
            grant(Role.OFFICER, over=REGION),
        ),
    }
)
