"""Who may do what with annual reports: a unit writes its own, the officers of its region take it."""

from __future__ import annotations

from enum import StrEnum

from matchmaker.core.authz import Ownership, PermissionTable, Role, grant

MEMBERS = (Role.ENTERPRISE, Role.UNIVERSITY_OFFICE)
OWN, REGION = Ownership.ORGANIZATION, Ownership.REGION


class Permission(StrEnum):
    """Named ``annual_report.<verb>``."""

    LIST = "annual_report.list"
    """See the reports of one's unit."""
    START = "annual_report.start"
    """Have a report drafted."""
    READ = "annual_report.read"
    """See a report, where its figures come from, and take it away."""
    EDIT = "annual_report.edit"
    """Fill in, correct and submit a report of one's unit."""
    COLLECT = "annual_report.collect"
    """See which units of one's regions have reported, the totals, and take them away."""
    REMIND = "annual_report.remind"
    """Remind units that have not reported."""
    DECIDE = "annual_report.decide"
    """Return or accept a report, and note its deliveries."""


PERMISSIONS = PermissionTable(
    {
        Permission.LIST: (grant(*MEMBERS),),
        Permission.START: (grant(*MEMBERS),),
        Permission.READ: (grant(*MEMBERS, over=OWN), grant(Role.OFFICER, Role.LEADER, over=REGION)),
        Permission.EDIT: (grant(*MEMBERS, over=OWN),),
        Permission.COLLECT: (grant(Role.OFFICER, Role.LEADER),),
        Permission.REMIND: (grant(Role.OFFICER),),
        Permission.DECIDE: (grant(Role.OFFICER, over=REGION),),
    }
)
