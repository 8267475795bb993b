"""What looks strange in the ledger is pointed out to who oversees it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.deals.contracts import queries
from matchmaker.deals.contracts.flags import Flag
from matchmaker.deals.contracts.models import Contract
from matchmaker.deals.contracts.queries import ContractFilter
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_officer
from tests.factories.contracts import WAN, make_contract
from tests.factories.organizations import make_enterprise, make_infringement


def test_strange_contracts_are_pointed_out(session: Session) -> None:
    officer = actor_of_user(session, make_officer(session, region_code="340300"))

    def found(flag: str) -> list[str]:
        query = queries.ledger(officer, ContractFilter(flag=flag))
        return sorted(session.scalars(query.with_only_columns(Contract.name).order_by(None)))

    pair: Any = {"buyer_name": "测试精工有限公司", "seller_name": "测试理工学院"}
    first = make_contract(session, name="一", **pair)
    later = make_contract(session, name="二", **pair, amount=20 * WAN, signed_on=date(2026, 3, 28))
    same = make_contract(session, name="三", **pair, signed_on=date(2026, 9, 1))
    buyer, seller = (make_enterprise(session, contact_phone="0552-3110000") for _ in range(2))
    related = make_contract(session, name="四", buyer=buyer, seller=seller)
    own = make_contract(session, name="五", buyer_name="同一家", seller_name="同一家")
    usual = make_contract(session, name="六")
    make_infringement(session, "测试名录厂", removed_on=date(2026, 6, 1), removal="期满", listed_on=date(2025, 1, 1))
    listed = make_contract(session, name="七", seller_name="测试名录厂", signed_on=date(2026, 5, 1))
    after = make_contract(session, name="八", seller_name="测试名录厂", signed_on=date(2026, 6, 2))
    assert {
        row.name: queries.flags_of(session, row.id) for row in (first, later, same, related, own, usual, listed, after)
    } == {
        "一": [Flag.SAME_AMOUNT, Flag.SPLIT],
        "二": [Flag.SPLIT],
        "三": [Flag.SAME_AMOUNT],
        "四": [Flag.RELATED],
        "五": [Flag.RELATED],
        "六": [],
        "七": [Flag.INFRINGER],
        "八": [],
    }
    assert found("any") == ["一", "七", "三", "二", "五", "四"]
    assert found("split") == ["一", "二"]
    assert [row.name for row in queries.kin(session, first)] == ["三", "二"]
