"""Who may do what with the work on a deal; reading follows the deal's own permission."""

from __future__ import annotations

from enum import StrEnum

from matchmaker.core.authz import Ownership, PermissionTable, Role, grant
from matchmaker.deals.policies import MEMBERS


class Permission(StrEnum):
    """Named ``deal.<verb>_<noun>``."""

    KEEP_FILES = "deal.keep_files"
    """Put files on a deal and take one's own away."""
    KEEP_TASKS = "deal.keep_tasks"
    """Set tasks, mark them done, open them again."""
    REPORT_FOLLOW_UP = "deal.report_follow_up"
    """Say what became of a signed deal."""


PARTIES = (grant(*MEMBERS, over=Ownership.PARTY), grant(Role.OFFICER, over=Ownership.REGION))
PERMISSIONS = PermissionTable(dict.fromkeys(Permission, PARTIES))
