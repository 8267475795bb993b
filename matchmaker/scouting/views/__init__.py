"""The pages of scouting."""

from matchmaker.scouting.views import ask, confirmation, link
from matchmaker.scouting.views.blueprint import blueprint

__all__ = ["ask", "blueprint", "confirmation", "link"]
