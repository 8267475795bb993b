"""What must be true of contracts beyond what a constraint can say."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased

from matchmaker.core.invariants import Invariant
from matchmaker.deals.contracts.models import Contract, Ledger
from matchmaker.deals.models import Deal


def strange_deals() -> Select[Any]:
    """Contracts whose deal is between other parties, or was never signed."""
    wrong = or_(
        Deal.signed_on.is_(None),
        Deal.need_organization_id != Contract.buyer_organization_id,
        Deal.achievement_organization_id != Contract.seller_organization_id,
    )
    return select(Contract.id).join(Deal, Deal.id == Contract.deal_id).where(wrong)


def strange_joins() -> Select[Any]:
    """Platform contracts joined to a row that is not registered, or that is the platform's own entry."""
    other = aliased(Contract)
    wrong = or_(other.ledger != Ledger.REGISTERED, other.deal_id.is_not(None), other.origin_kind.is_not(None))
    return select(Contract.id).join(other, other.id == Contract.registered_as_id).where(wrong)


INVARIANTS = (
    Invariant("contract_from_signed_deal", "来自对接的合同，双方必须与对接一致且已签约", strange_deals),
    Invariant("contract_joined_to_registered", "对账对上的，必须是登记台账里的另一份合同", strange_joins),
)
