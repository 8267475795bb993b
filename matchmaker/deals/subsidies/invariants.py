"""What must be true of rules and claims beyond what a constraint can say."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from matchmaker.core.invariants import Invariant
from matchmaker.deals.contracts.models import Contract
from matchmaker.deals.subsidies.models import Claim


def claims_of_others_contracts() -> Select[Any]:
    """Claims on a contract in which the claiming unit is not the buyer."""
    strange = Contract.buyer_organization_id.is_distinct_from(Claim.organization_id)
    return select(Claim.id).join(Contract, Contract.id == Claim.contract_id).where(strange)


INVARIANTS = (Invariant("claim_by_buyer", "按合同申领的，必须是合同的买方", claims_of_others_contracts),)
