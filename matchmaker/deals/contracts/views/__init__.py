"""The pages of contracts; importing it adds their routes."""

from matchmaker.deals.contracts.views import contract, importing, instalments, listing, particulars
from matchmaker.deals.contracts.views.blueprint import blueprint

__all__ = ["blueprint", "contract", "importing", "instalments", "listing", "particulars"]
