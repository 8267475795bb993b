"""The pages about organisations: registration, particulars, members, the officer's list, deputies."""

from matchmaker.organizations.views import deputies, listing, members, organization, register
from matchmaker.organizations.views.blueprint import blueprint

__all__ = ["blueprint", "deputies", "listing", "members", "organization", "register"]
