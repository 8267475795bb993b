"""What must be true of contracts beyond what a constraint can say."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, or_, select

from matchmaker.core.invariants import Invariant
from matchmaker.deals.contracts.models import Contract
from matchmaker.deals.models import Deal


def strange_deals() -> Select[Any]:
    """Contracts whose deal is between other parties, or was never signed."""
    wrong = or_(
        Deal.signed_on.is_(None),
        Deal.need_organization_id != Contract.buyer_organization_id,
        Deal.achievement_organization_id != Contract.seller_organization_id,
    )
    return select(Contract.id).join(Deal, Deal.id == Contract.deal_id).where(wrong)


INVARIANTS = (Invariant("contract_from_signed_deal", "来自对接的合同，双方必须与对接一致且已签约", strange_deals),)
