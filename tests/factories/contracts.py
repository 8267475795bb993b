"""Technical contracts between units that nobody has."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.deals.contracts.models import Contract, ContractKind, Instalment, Ledger
from matchmaker.organizations.models import Organization
from tests.factories.base import made, number

WAN = 1_000_000


def make_contract(
    session: Session, *, buyer: Organization | None = None, seller: Organization | None = None, **values: Any
) -> Contract:
    """A registered contract of a county of the city; ``ledger`` may say otherwise."""

    def build(inner: Session) -> Contract:
        mine = number()
        given: dict[str, Any] = {
            "ledger": Ledger.REGISTERED,
            "name": f"测试薄膜收卷技术开发{mine}",
            "kind": ContractKind.DEVELOPMENT,
            "buyer_name": f"测试精工有限公司{mine}",
            "buyer_region_code": "340304",
            "seller_name": f"测试理工学院{mine}",
            "seller_region_code": "340302",
            "amount": 50 * WAN,
            "signed_on": date(2026, 3, 5),
            **values,
        }
        if given["ledger"] == Ledger.REGISTERED:
            given.setdefault("registration_number", f"2026340300{mine:06d}")
        for side, unit in (("buyer", buyer), ("seller", seller)):
            if unit is not None:
                given |= {
                    f"{side}_name": unit.name,
                    f"{side}_region_code": unit.region_code,
                    f"{side}_organization_id": unit.id,
                    f"{side}_credit_code": unit.credit_code,
                }
        row = Contract(**given)
        inner.add(row)
        inner.flush()
        return row

    return made(session, build)


def make_instalment(session: Session, contract: Contract, **values: Any) -> Instalment:
    """An instalment that waits for a condition, unpaid; ``values`` may say otherwise."""

    def build(inner: Session) -> Instalment:
        row = Instalment(**{"contract_id": contract.id, "condition": "验收通过", "amount": WAN, **values})
        inner.add(row)
        inner.flush()
        return row

    return made(session, build)


def contracts(session: Session, buyer: Organization, seller: Organization) -> list[Contract]:
    """One of each book between the two, each with an instalment."""
    rows = [
        make_contract(session, buyer=buyer, seller=seller, ledger=book) for book in (Ledger.REGISTERED, Ledger.PLATFORM)
    ]
    for row in rows:
        make_instalment(session, row)
    return rows
