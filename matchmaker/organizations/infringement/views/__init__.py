"""The pages of the mirrored list of infringers, for officers and leaders."""

from matchmaker.organizations.infringement.views import importing, register
from matchmaker.organizations.infringement.views.blueprint import blueprint

__all__ = ["blueprint", "importing", "register"]
