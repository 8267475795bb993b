"""The pages about deals."""

from matchmaker.deals.views import answer, call, deal, exporting, finish, listing, sending, sheet
from matchmaker.deals.views.blueprint import blueprint

__all__ = ["answer", "blueprint", "call", "deal", "exporting", "finish", "listing", "sending", "sheet"]
