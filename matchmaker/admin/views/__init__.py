"""The administrators' pages: accounts, settings, jobs, audit trail, security log."""

from matchmaker.admin.views import jobs, roles, security, settings, trace, users
from matchmaker.admin.views.blueprint import blueprint

__all__ = ["blueprint", "jobs", "roles", "security", "settings", "trace", "users"]
