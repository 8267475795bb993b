"""What the platform knows of a contract, a deal or a unit, as facts that rules ask about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matchmaker.deals.contracts.models import Contract
from matchmaker.deals.subsidies.facts import Value
from matchmaker.organizations.models import Organization, OrganizationKind

UNIT_KIND = {
    OrganizationKind.UNIVERSITY: "university",
    OrganizationKind.INSTITUTE: "institute",
    OrganizationKind.ENTERPRISE: "enterprise",
}


def of_contract(row: Contract, seller: Organization | None) -> dict[str, Value]:
    """``seller`` is the platform's organisation, if there is one. Nothing was paid is not taken for known."""
    return _stated(
        {
            "amount": row.amount,
            "received": row.received or None,
            "contract_kind": row.kind,
            "buyer_region": row.buyer_region_code,
            "seller_region": row.seller_region_code,
            "seller_kind": kind_of(seller),
        }
    )


def of_parties(buyer: Organization, seller: Organization, amount: int | None) -> dict[str, Value]:
    """A deal that is not signed yet: who, where, and the amount if it was told."""
    return _stated(
        {
            "amount": amount,
            "buyer_region": buyer.region_code,
            "seller_region": seller.region_code,
            "seller_kind": kind_of(seller),
        }
    )


def of_claimant(unit: Organization) -> dict[str, Value]:
    """What is known of the unit that claims."""
    return _stated(
        {
            "claimant_region": unit.region_code,
            "undertaker_region": unit.region_code,
            "undertaker_kind": kind_of(unit),
        }
    )


def kind_of(unit: Organization | None) -> str | None:
    """The code of ``facts.UNIT_KINDS`` for a unit on the platform; None for one that is not there."""
    return None if unit is None else UNIT_KIND.get(OrganizationKind(unit.kind), "other")


def _stated(given: Mapping[str, Any]) -> dict[str, Value]:
    return {name: value for name, value in given.items() if value is not None}
