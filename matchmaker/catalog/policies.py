"""Who may do what with achievements and needs.

Belonging: ``organization`` the owning unit, ``self`` the person who entered it
or its scout, ``region`` the officer's region.
"""

from __future__ import annotations

from enum import StrEnum

from matchmaker.core.authz import Ownership, PermissionTable, Role, grant

OWN, SELF, REGION = Ownership.ORGANIZATION, Ownership.SELF, Ownership.REGION


class Permission(StrEnum):
    """Named ``<record>.<verb>``."""

    ACHIEVEMENT_CREATE = "achievement.create"
    """Start a draft of an achievement (scouts: for a unit)."""
    ACHIEVEMENT_EDIT = "achievement.edit"
    """Change, attach to and submit an achievement; see its unpublished form."""
    ACHIEVEMENT_PUBLISH_OWN = "achievement.publish_own"
    """Publish without prior review (setting review.lane, verified units)."""
    ACHIEVEMENT_PROPOSE = "achievement.propose"
    """Ask the unit to confirm a record that a scout entered about it."""
    ACHIEVEMENT_CONFIRM = "achievement.confirm"
    """Answer, for the unit, what a scout entered about it."""
    ACHIEVEMENT_REVIEW = "achievement.review"
    """Publish, return, classify and take down."""
    NEED_CREATE = "need.create"
    """Start a draft of a need (scouts: for a firm, 代填)."""
    NEED_EDIT = "need.edit"
    """Change, attach to and submit a need; see its unpublished form."""
    NEED_PROPOSE = "need.propose"
    """Ask the firm to confirm a need that a scout entered for it."""
    NEED_CONFIRM = "need.confirm"
    """Answer, for the firm, what a scout entered for it."""
    NEED_REVIEW = "need.review"
    """Publish, return, classify, take down and close."""
    NEED_REFINE = "need.refine"
    """Offer a refined text of a need (凝练)."""
    REFINEMENT_ANSWER = "need.answer_refinement"
    """Agree to or decline a refined text, for the firm."""
    ACHIEVEMENT_IMPORT = "achievement.import"
    """Upload a unit's own table of achievements."""
    NEED_IMPORT = "need.import"
    """Upload a table of firms' needs (需求汇总表)."""


RESEARCH = (Role.UNIVERSITY_OFFICE, Role.RESEARCHER)
PERMISSIONS = PermissionTable(
    {
        Permission.ACHIEVEMENT_CREATE: (grant(*RESEARCH, Role.SCOUT, Role.OFFICER),),
        Permission.ACHIEVEMENT_EDIT: (
            grant(Role.UNIVERSITY_OFFICE, over=OWN),
            grant(Role.RESEARCHER, Role.SCOUT, over=SELF),
            grant(Role.OFFICER, over=REGION),
        ),
        Permission.ACHIEVEMENT_PUBLISH_OWN: (grant(Role.UNIVERSITY_OFFICE, over=OWN),),
        Permission.ACHIEVEMENT_PROPOSE: (grant(Role.SCOUT, over=SELF), grant(Role.OFFICER, over=REGION)),
        Permission.ACHIEVEMENT_CONFIRM: (
            grant(Role.UNIVERSITY_OFFICE, Role.ENTERPRISE, Role.LINK, over=OWN),
            grant(Role.OFFICER, over=REGION),
        ),
        Permission.ACHIEVEMENT_REVIEW: (grant(Role.OFFICER, over=REGION),),
        Permission.NEED_CREATE: (grant(Role.ENTERPRISE, Role.SCOUT, Role.OFFICER),),
        Permission.NEED_EDIT: (
            grant(Role.ENTERPRISE, over=OWN),
            grant(Role.SCOUT, over=SELF),
            grant(Role.OFFICER, over=REGION),
        ),
        Permission.NEED_PROPOSE: (grant(Role.SCOUT, over=SELF), grant(Role.OFFICER, over=REGION)),
        Permission.NEED_CONFIRM: (
            grant(Role.ENTERPRISE, Role.LINK, over=OWN),
            grant(Role.OFFICER, over=REGION),
        ),
        Permission.NEED_REVIEW: (grant(Role.OFFICER, over=REGION),),
        Permission.NEED_REFINE: (grant(Role.OFFICER, over=REGION), grant(Role.EXPERT, over=REGION)),
        Permission.REFINEMENT_ANSWER: (grant(Role.ENTERPRISE, over=OWN),),
        Permission.ACHIEVEMENT_IMPORT: (grant(Role.UNIVERSITY_OFFICE),),
        Permission.NEED_IMPORT: (grant(Role.OFFICER),),
    }
)
