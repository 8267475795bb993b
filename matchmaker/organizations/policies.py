"""Who may do what with organisations, roles and settings."""

from __future__ import annotations

from enum import StrEnum

from matchmaker.core.authz import Ownership, PermissionTable, Role, grant

MEMBERS = (Role.ENTERPRISE, Role.UNIVERSITY_OFFICE)


class Permission(StrEnum):
    """Named ``organization.<verb>``."""

    REGISTER = "organization.register"
    """Register an organisation (anybody signed in or not; see the view)."""
    EDIT = "organization.edit"
    """Change an organisation's particulars."""
    IMPORT = "organization.import"
    """Enter and update organisations by a table (officers: those of their regions)."""
    VERIFY = "organization.verify"
    """Verify, refuse or suspend an organisation."""
    MEMBERS = "organization.members"
    """See and manage who acts for an organisation."""
    GRANT_ROLE = "organization.grant_role"
    """Give or take roles."""
    SETTINGS = "organization.settings"
    """Change business settings of a region."""
    DEPUTIZE = "organization.deputize"
    """Name one's own deputy (B 岗) for a period."""


PERMISSIONS = PermissionTable(
    {
        Permission.REGISTER: (grant(*(role for role in Role if role is not Role.LINK)),),
        Permission.EDIT: (
            grant(*MEMBERS, over=Ownership.ORGANIZATION),
            grant(Role.OFFICER, over=Ownership.REGION),
        ),
        Permission.IMPORT: (grant(Role.OFFICER, Role.SYSTEM_ADMIN),),
        Permission.VERIFY: (grant(Role.OFFICER, over=Ownership.REGION),),
        Permission.MEMBERS: (
            grant(*MEMBERS, over=Ownership.ORGANIZATION),
            grant(Role.OFFICER, over=Ownership.REGION),
        ),
        Permission.GRANT_ROLE: (grant(Role.SECURITY_ADMIN),),
        Permission.SETTINGS: (grant(Role.SYSTEM_ADMIN),),
        Permission.DEPUTIZE: (grant(Role.OFFICER, over=Ownership.SELF),),
    }
)
