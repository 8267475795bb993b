"""The pages of contracts; importing it adds their routes."""

from matchmaker.deals.contracts.views import (
    contract,
    counterpart,
    importing,
    instalments,
    listing,
    particulars,
    reconciling,
)
from matchmaker.deals.contracts.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "contract",
    "counterpart",
    "importing",
    "instalments",
    "listing",
    "particulars",
    "reconciling",
]
