"""A contract enters the ledger: from a deal that was signed, or from elsewhere; and what is noted of it later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version
from matchmaker.deals.contracts.models import Contract, ContractKind, Ledger
from matchmaker.deals.contracts.policies import PERMISSIONS, Permission
from matchmaker.deals.contracts.queries import contract_of_deal, contract_of_origin
from matchmaker.deals.models import Deal
from matchmaker.organizations.models import Organization

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Origin:
    """What another feature says of a contract that was signed there; ``amount`` and ``received`` in 分."""

    kind: str
    id: int
    name: str
    development_mode: str
    amount: int
    received: int
    signed_on: date


def note_signed(session: Session, deal: Deal, *, actor: Actor) -> Contract | None:
    """The platform's entry for a deal that was signed; None when there is one already.

    It stays apart from what is registered until a table of the register brings its number.
    """
    if deal.signed_on is None or contract_of_deal(session, deal.id) is not None:
        return None
    buyer = session.get_one(Organization, deal.need_organization_id)
    seller = session.get_one(Organization, deal.achievement_organization_id)
    given = {
        "amount": deal.amount,
        "pricing_method": deal.pricing_method,
        "signed_on": deal.signed_on,
        "deal_id": deal.id,
    }
    return _enter(session, deal.need.title, buyer, seller, actor=actor, **given)


def note_origin(
    session: Session, origin: Origin, *, buyer: Organization, seller: Organization, actor: Actor
) -> Contract | None:
    """The platform's entry for a development contract signed elsewhere; None when there is one already."""
    if contract_of_origin(session, origin.kind, origin.id, seller.id) is not None:
        return None
    given = {
        "kind": ContractKind.DEVELOPMENT,
        "development_mode": origin.development_mode,
        "payment_mode": "instalments",
        "amount": origin.amount,
        "received": origin.received,
        "signed_on": origin.signed_on,
        "origin_kind": origin.kind,
        "origin_id": origin.id,
    }
    return _enter(session, origin.name, buyer, seller, actor=actor, **given)


def _enter(
    session: Session, name: str, buyer: Organization, seller: Organization, *, actor: Actor, **given: Any
) -> Contract:
    row = Contract(
        ledger=Ledger.PLATFORM,
        name=name[:LONGEST_NAME],
        buyer_name=buyer.name,
        buyer_credit_code=buyer.credit_code,
        buyer_region_code=buyer.region_code,
        buyer_organization_id=buyer.id,
        seller_name=seller.name,
        seller_credit_code=seller.credit_code,
        seller_region_code=seller.region_code,
        seller_organization_id=seller.id,
        assessed_unit=buyer.region.name,
        entered_by=actor.user_id,
        **given,
    )
    session.add(row)
    session.flush()
    audit.record(session, actor, "contract.entered", "contract", row.id, ledger=row.ledger)
    return row


def note_progress(
    session: Session,
    row: Contract,
    *,
    received: int,
    assessed_unit: str,
    note: str,
    actor: Actor,
    version: int | None = None,
) -> None:
    """Note what was paid so far (分), for which unit the contract counts, and a remark.

    Raises Invalid for a negative amount.
    """
    PERMISSIONS.require(actor, Permission.EDIT, row)
    check_version(row, version)
    if received < 0:
        raise Invalid(fields={"received": [N_("金额不能为负数。")]})
    row.received, row.assessed_unit, row.note = received, assessed_unit.strip(), note.strip()
    session.flush()
    audit.record(session, actor, "contract.changed", "contract", row.id, received=received)
