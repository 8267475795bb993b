"""The pages about policies and claims; importing it adds their routes."""

from matchmaker.deals.subsidies.views import calculator, catalogue, claim, claiming, claims, keeping, papers, version
from matchmaker.deals.subsidies.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "calculator",
    "catalogue",
    "claim",
    "claiming",
    "claims",
    "keeping",
    "papers",
    "version",
]
