"""The figures of one's places, down to the contract and out again as a file."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.authz import Role
from tests.factories.accounts import make_officer, make_user
from tests.factories.contracts import make_contract
from tests.support.page_client import PageClient
from tests.unit.statistics.recount import make_ledger

STATEMENTS = 15


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


def test_the_number_of_statements_does_not_grow_with_the_ledger(client: PageClient, session: Session) -> None:
    client.sign_in(make_officer(session, region_code="340300"))
    make_ledger(session, 400)
    for path in ("/statistics?year=2025", "/statistics?year=2025&metric=results"):
        client.get(path, max_statements=STATEMENTS)
    client.get("/statistics/rows?year=2025&metric=output_amount", max_statements=8)


def test_what_cannot_be_read_in_the_address_is_left_out(client: PageClient, session: Session) -> None:
    client.sign_in(make_officer(session, region_code="340300"))
    client.get("/statistics?year=99999999999&metric=none")
    client.get("/statistics/rows?year=x&month=13&when=never&place=不存在")


def test_a_closed_year_shows_what_was_reported_and_what_was_corrected(client: PageClient, session: Session) -> None:
    year = clock.today().year - 1
    make_contract(session, signed_on=date(year, 1, 5), assessed_unit="禹会区")
    client.sign_in(make_user(session, Role.LEADER, region_code="340300"))
    client.post(f"/statistics/close?year={year}", {"note": "已报市委组织部"})
    make_contract(session, signed_on=date(year, 1, 6), assessed_unit="禹会区")
    board = client.follow()
    assert "已报市委组织部" in board.text
    assert "禹会区 100.00 100.0% — — 50.00 50.00" in board.text
    client.get(f"/statistics/close?year={year + 1}")
    client.post(f"/statistics/close?year={year + 1}", {}, 409)
