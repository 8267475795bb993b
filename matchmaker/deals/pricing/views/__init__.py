"""The pages of pricing dossiers; importing it adds their routes."""

from matchmaker.deals.pricing.views import checklist, dossier, evidence, notice, objections, public, sealing
from matchmaker.deals.pricing.views.blueprint import blueprint

__all__ = ["blueprint", "checklist", "dossier", "evidence", "notice", "objections", "public", "sealing"]
