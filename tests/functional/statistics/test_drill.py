"""From a figure to its contracts and out again as a file."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.authz import Role
from tests.factories.accounts import make_user
from tests.factories.contracts import make_contract
from tests.support.page_client import PageClient

STATEMENTS = 10


def test_a_figure_leads_to_its_contracts_and_their_file(client: PageClient, session: Session) -> None:
    year = clock.today().year
    make_contract(session, name="本年吸纳", signed_on=date(year, 1, 5), assessed_unit="禹会区")
    make_contract(session, name="别市吸纳", signed_on=date(year, 1, 5), buyer_region_code="340402")
    make_contract(session, name="未登记", signed_on=date(year, 1, 5), ledger="platform")
    client.sign_in(make_user(session, Role.LEADER, region_code="340300"))
    board = client.get("/statistics", max_statements=STATEMENTS)
    assert "禹会区" in board.text
    rows = client.get(f"/statistics/rows?metric=absorbed_amount&year={year}&place=禹会区", max_statements=8)
    assert "本年吸纳" in rows.text
    assert "别市吸纳" not in rows.text
    assert "未登记" not in rows.text
    csv = client.answer(rows.links["导出 CSV"]).data.decode("utf-8-sig")
    assert "本年吸纳" in csv
    assert "买方在本地区、已在技术市场登记的技术合同" in csv
