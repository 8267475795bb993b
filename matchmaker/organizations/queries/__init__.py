"""Reading organisations, roles and settings."""

from matchmaker.organizations.defaults import DEFAULTS
from matchmaker.organizations.infringement.queries import infringers_among, infringers_named
from matchmaker.organizations.integrity.queries import integrity_entries
from matchmaker.organizations.queries.actors import actor_of_token, actor_of_user
from matchmaker.organizations.queries.organizations import (
    get_region,
    holders_of,
    in_region,
    members,
    officers_for,
    organizations,
)
from matchmaker.organizations.queries.settings import history, setting, settings, site_settings, sources

__all__ = [
    "DEFAULTS",
    "actor_of_token",
    "actor_of_user",
    "get_region",
    "history",
    "holders_of",
    "in_region",
    "infringers_among",
    "infringers_named",
    "integrity_entries",
    "members",
    "officers_for",
    "organizations",
    "setting",
    "settings",
    "site_settings",
    "sources",
]
