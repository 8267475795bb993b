"""The pages of challenges."""

from matchmaker.challenges.views import acts, bidding, case, formalities, opened, opening, receipts
from matchmaker.challenges.views.blueprint import blueprint

__all__ = ["acts", "bidding", "blueprint", "case", "formalities", "opened", "opening", "receipts"]
