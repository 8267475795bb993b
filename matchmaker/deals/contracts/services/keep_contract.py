"""A contract enters the ledger: from a deal that was signed; and what an officer notes of it later."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version
from matchmaker.deals.contracts.models import Contract, Ledger
from matchmaker.deals.contracts.policies import PERMISSIONS, Permission
from matchmaker.deals.contracts.queries import contract_of_deal
from matchmaker.deals.models import Deal
from matchmaker.organizations.models import Organization

LONGEST_NAME = 200


def note_signed(session: Session, deal: Deal, *, actor: Actor) -> Contract | None:
    """The platform's entry for a deal that was signed; None when there is one already.

    It stays apart from what is registered until a table of the register brings its number.
    """
    if deal.signed_on is None or contract_of_deal(session, deal.id) is not None:
        return None
    buyer = session.get_one(Organization, deal.need_organization_id)
    seller = session.get_one(Organization, deal.achievement_organization_id)
    row = Contract(
        ledger=Ledger.PLATFORM,
        name=deal.need.title[:LONGEST_NAME],
        buyer_name=buyer.name,
        buyer_credit_code=buyer.credit_code,
        buyer_region_code=buyer.region_code,
        buyer_organization_id=buyer.id,
        seller_name=seller.name,
        seller_credit_code=seller.credit_code,
        seller_region_code=seller.region_code,
        seller_organization_id=seller.id,
        amount=deal.amount,
        pricing_method=deal.pricing_method,
        signed_on=deal.signed_on,
        assessed_unit=buyer.region.name,
        deal_id=deal.id,
        entered_by=actor.user_id,
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
