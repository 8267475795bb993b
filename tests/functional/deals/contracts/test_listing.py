"""技术合同台账: from the register's own table to the ledgerand its files."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from sqlalchemy.orm import Session

from matchmaker.core.authz import Role
from matchmaker.deals.contracts.models import Ledger
from tests.factories.accounts import make_officer, make_user
from tests.factories.contracts import WAN, make_contract
from tests.support import shapes
from tests.support.page_client import PageClient

HEAD: list[Any] = [
    "合同登记编号",
    "合同名称",
    "合同类型",
    "买方",
    "买方所在地",
    "卖方",
    "卖方所在地",
    "合同金额（万元）",
    "签订时间",
]
ROW: list[Any] = [
    "2026340300000001",
    "@收卷",
    "技术开发合同",
    "试验薄膜厂",
    "怀远县",
    "试验学院",
    "340302",
    50,
    "2026.3.5",
]


def test_the_registers_table_becomes_the_ledger(client: PageClient, session: Session) -> None:
    client.sign_in(make_officer(session, region_code="340300"))
    empty = client.get("/contracts", max_statements=8)
    assert "有效的选择" not in empty.text
    page = client.get(empty.links["导入 Excel"], max_statements=8)
    template = openpyxl.load_workbook(io.BytesIO(client.answer(page.links["下载技术合同模板"]).data))
    offered = {cell.value for row in template["选项"].iter_rows() for cell in row}
    assert {"技术许可", "入门费加提成", "怀远县"} <= offered
    table = shapes.saved([["技术合同登记表"], HEAD, ROW, [*ROW[:2], "借款", *ROW[3:]], [None, *ROW[1:]]])
    client.submit(page, {"file": (io.BytesIO(table), "登记.xlsx")}, button="上传并核对")
    client.submit(client.follow(), {}, button="试导入")
    tried = client.follow()
    assert "有错误，不导入 2" in tried.text
    client.submit(tried, {}, button="确认导入")
    done = client.follow()
    assert "新增合同 1" in done.text
    listed = client.get(done.links["查看台账"], max_statements=8)
    assert "已登记（上报口径） 1 50.00" in listed.text
    csv = client.answer(listed.links["导出 CSV"]).data.decode("utf-8-sig")
    assert "'@收卷" in csv


def test_the_report_holds_registered_contracts_only(client: PageClient, session: Session) -> None:
    make_contract(session, name="登记过的", received=3 * WAN)
    make_contract(session, name="没登记的", ledger=Ledger.PLATFORM)
    client.sign_in(make_user(session, Role.LEADER, region_code="340300"))
    page = client.get("/contracts?ledger=platform")
    assert "没登记的" in page.text
    assert "导入 Excel" not in page.links
    book = openpyxl.load_workbook(io.BytesIO(client.answer("/contracts/export-report").data))
    said = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert "登记过的" in said
    assert "没登记的" not in said
    assert "登记过的" in client.get("/contracts?flag=%20&flow=x&region=x&ledger=&year=1&kind=x").text
    assert "没有符合条件的合同" in client.get("/contracts?flag=split").text
