"""The way of an annual report through its pages: drafted, looked into, corrected, handed in, taken, delivered."""

from __future__ import annotations

import io
from datetime import date

from docx import Document
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.statistics.reports.blocks import TYPED
from matchmaker.statistics.reports.forms import TYPED_PREFIX
from tests.factories.accounts import make_member, make_officer
from tests.factories.contracts import make_contract
from tests.factories.organizations import make_university
from tests.support.page_client import PageClient


def test_a_report_goes_from_the_ledger_to_its_recipients(client: PageClient, session: Session) -> None:
    unit = make_university(session)
    member, officer = make_member(session, unit), make_officer(session, region_code=unit.region_code)
    year = clock.today().year - 1
    make_contract(session, seller=unit, kind="license", signed_on=date(year, 3, 5), received=123_456_789)
    client.sign_in(member)
    client.get("/annual-reports")
    client.post("/annual-reports", {"year": year})
    page = client.follow()
    path = page.path
    assert "许可：到账（万元） 123.46 123.46" in page.text
    assert "这一年的报告已经有了" in client.post("/annual-reports", {"year": year}, 422).error_summary

    figure = f"{path}/figures/license_received"
    assert "测试薄膜收卷技术开发" in client.get(figure).text
    assert "请说明理由" in client.post(figure, {"value": "200", "reason": ""}, 422).error_summary
    assert "金额请填写数字" in client.post(figure, {"value": "两百", "reason": "尾款"}, 422).error_summary
    client.post(figure, {"value": "200.000001", "reason": "尾款已到账"})
    assert "更正理由：尾款已到账" in client.follow().text

    refused = client.post(f"{path}/submit", {}, 422, form=path)
    assert "没有填写" in refused.text
    typed = {f"{TYPED_PREFIX}{line.code}": "0" for line in TYPED}
    wrong = client.post(f"{path}/fill", {**typed, "line_agencies": "-1"}, 422)
    assert "请填写 0 或更大的整数" in wrong.error_summary
    client.post(f"{path}/fill", {**typed, "line_reward_cash": "12.5", "note": "设技术转移中心。"})
    client.post(f"{path}/submit", {}, form=path)
    assert "已提交" in client.follow().text
    client.get(f"{path}/fill", 409)

    client.sign_in(officer)
    asked = {"form": path, "button": "退回修改"}
    assert "请说明理由" in client.post(f"{path}/decision", {"reason": ""}, 422, **asked).error_summary
    client.post(f"{path}/decision", {}, form=path, button="通过并锁定")
    make_contract(session, seller=unit, kind="license", signed_on=date(year, 3, 6))
    assert "许可：项数（项） 1 1" in client.follow().text
    assert "草拟以后台账有变化" in client.get(f"{path}/figures/license_count").text
    sent = {"recipient": "finance_bureau", "day": str(clock.today()), "note": "当面送达"}
    client.post(f"{path}/deliveries", sent, form=path)
    assert "市财政局" in client.follow().text

    word = Document(io.BytesIO(client.answer(f"{path}/word").data))
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    assert {"200.00", "123.46", "尾款已到账", "12.50"} <= cells
    sheet = load_workbook(io.BytesIO(client.answer(f"{path}/excel").data)).worksheets[0]
    told = {row[1]: row[2:] for row in sheet.iter_rows(min_row=8, max_col=5, values_only=True)}
    assert told["许可：到账（万元）"] == (123.456789, 200.000001, "尾款已到账")

    collected = client.get("/annual-reports/collected", max_statements=8)
    assert "未提交 0 家" in collected.text
    before = f"/annual-reports/collected?year={year - 1}"
    client.post("/annual-reports/collected/remind", {"year": year - 1}, form=before)
    assert "已提醒 1 家单位" in client.follow().text
    book = load_workbook(io.BytesIO(client.answer(f"/annual-reports/collected/export?year={year}").data))
    head, row = list(book.worksheets[0].iter_rows(values_only=True))
    assert dict(zip(head, row, strict=True))["许可：到账（万元）"] == 200.000001
    assert "统计口径" in book.sheetnames
