"""The month on the page, in Word and in Excel says the same, whatever its length."""

from __future__ import annotations

import io

from docx import Document
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.web.filters import wan
from tests.factories.accounts import make_officer
from tests.factories.contracts import make_contract
from tests.support.page_client import PageClient
from tests.unit.statistics.recount import contracts, make_ledger

STATEMENTS = 10
FILE_STATEMENTS = 16


def test_the_month_in_one_click(client: PageClient, session: Session) -> None:
    client.sign_in(make_officer(session, region_code="340300"))
    today = clock.today()
    year, month = (today.year, today.month - 1) if today.month > 1 else (today.year - 1, 12)
    make_ledger(session, 300)
    make_contract(session, signed_on=today.replace(year=year, month=month, day=5), assessed_unit="禹会区")
    mine = [
        row.amount or 0
        for row in contracts(session)
        if row.ledger == "registered"
        and row.buyer_region_code.startswith("3403")
        and (row.signed_on.year, row.signed_on.month) == (year, month)
    ]
    said = f"登记技术合同 {len(mine)} 份，吸纳技术合同成交额 {wan(sum(mine))} 万元。"
    assert "上月月报" in client.get("/statistics").text
    page = client.get("/statistics/monthly", max_statements=STATEMENTS)
    assert said in page.text
    word = Document(io.BytesIO(client.answer("/statistics/monthly/word").data))
    assert said in [each.text for each in word.paragraphs]
    assert word.tables[0].rows[-1].cells[7].text == wan(sum(mine))
    book = load_workbook(io.BytesIO(client.answer("/statistics/monthly/excel").data))
    assert book.sheetnames == ["各地区", "登记的技术合同", "引荐和签约的对接", "统计口径"]
    assert book["登记的技术合同"].max_row == len(mine) + 1
    assert client.get("/statistics/monthly?month=1800-13").title == page.title
