"""Technical contracts between units that nobody has."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.deals.contracts.models import Contract, ContractKind, Ledger
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
