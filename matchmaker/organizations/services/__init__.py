"""Verbs about organisations, who acts for them, and links for those without an account."""

from matchmaker.organizations.integrity.services import propose_entry
from matchmaker.organizations.services.one_time_links import issue_link, link_actor, read_link, use_link
from matchmaker.organizations.services.register_organization import ensure_unit, register_organization
from matchmaker.organizations.services.roles import grant_role, revoke_role
from matchmaker.organizations.services.verify_organization import refuse, reinstate, suspend, verify

__all__ = [
    "ensure_unit",
    "grant_role",
    "issue_link",
    "link_actor",
    "propose_entry",
    "read_link",
    "refuse",
    "register_organization",
    "reinstate",
    "revoke_role",
    "suspend",
    "use_link",
    "verify",
]
