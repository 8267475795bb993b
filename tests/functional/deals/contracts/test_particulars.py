"""What a contract is about, filled in on its page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from matchmaker.deals.contracts.models import Ledger
from tests.factories.accounts import make_member
from tests.factories.contracts import make_contract
from tests.factories.organizations import make_enterprise
from tests.support.page_client import PageClient


@pytest.mark.one_database
def test_a_side_fills_its_contract_in_and_a_registered_one_says_why_not(
    session: Session, visit_as: Callable[..., PageClient]
) -> None:
    firm = make_enterprise(session)
    row = make_contract(session, buyer=firm, ledger=Ledger.PLATFORM, kind=None)
    registered = make_contract(session, buyer=firm)
    member = visit_as(make_member(session, firm))
    page = member.get(member.get(f"/contracts/{row.id}").links["补充合同信息"], max_statements=8)
    wrong = member.submit(page, {"technology_amount": "51"}, 422, button="保存")
    assert "技术交易额不能大于成交额" in wrong.error_summary
    member.submit(wrong, {"technology_amount": "40", "kind": "license", "ip_kinds": "invention"}, button="保存")
    told = member.follow().text
    assert "技术许可" in told
    assert "发明专利" in told
    assert "补充合同信息" not in member.get(f"/contracts/{registered.id}").links
    assert "以登记系统为准" in member.get(f"/contracts/{registered.id}/particulars", 409).text
