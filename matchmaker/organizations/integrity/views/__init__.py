"""The pages of the integrity register, for the bureau and for the organisation concerned."""

from matchmaker.organizations.integrity.views import deciding, register
from matchmaker.organizations.integrity.views.blueprint import blueprint

__all__ = ["blueprint", "deciding", "register"]
