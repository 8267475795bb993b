"""The one blueprint whose routes the modules beside it add."""

from __future__ import annotations

from enum import StrEnum

from flask import Blueprint

from matchmaker.deals.models import Deal
from matchmaker.deals.policies import PERMISSIONS
from matchmaker.deals.pricing.models import PricingDossier
from matchmaker.deals.pricing.policies import PERMISSIONS as PRICING
from matchmaker.deals.pricing.policies import Permission as PricingPermission
from matchmaker.deals.queries import with_records
from matchmaker.web.actor import current_actor
from matchmaker.web.loaders import load

blueprint = Blueprint("deals", __name__)
UNPROCESSABLE = 422


def load_deal(deal_id: int, permission: StrEnum) -> Deal:
    """The deal with its records and answers, if the present actor has ``permission`` over it."""
    return load(Deal, deal_id, permission, PERMISSIONS, options=with_records())


def pricing_right(row: Deal) -> str:
    """What the actor may do with the deal's pricing dossier: "begin" one or "read" it; "" nothing."""
    actor = current_actor()
    asked = PricingDossier(organization_id=row.achievement_organization_id, region_code=row.achievement_region_code)
    if PRICING.allows(actor, PricingPermission.BEGIN, asked):
        return "begin"
    return "read" if PRICING.allows(actor, PricingPermission.READ, asked) else ""
