"""The pages about organisations: registration, particulars, members, the officer's list, deputies."""

from matchmaker.organizations.views import deputies, importing, listing, members, organization, register
from matchmaker.organizations.views.blueprint import blueprint

__all__ = ["blueprint", "deputies", "importing", "listing", "members", "organization", "register"]
