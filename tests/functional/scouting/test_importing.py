"""情报员名册 by Excel: for the officer who may appoint, with telephones masked where they are only looked at."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
from sqlalchemy.orm import Session

from tests.factories.accounts import make_officer, make_scout
from tests.support import shapes
from tests.support.page_client import PageClient

HEAD = ["姓名", "手机号", "电子邮箱", "所在单位", "县区", "专长"]
ROW = ["丁测试", "13800001234", "ding@example.org", "怀远科技局", "怀远", "新材料、电子信息"]


def test_an_officers_roster_becomes_the_roster(
    client: PageClient, session: Session, visit_as: Callable[..., PageClient]
) -> None:
    client.sign_in(make_officer(session, region_code="340300"))
    page = client.get(client.get("/scouts").links["导入 Excel"], max_statements=8)
    template = openpyxl.load_workbook(io.BytesIO(client.answer(page.links["下载情报员模板"]).data))
    assert "双链融合专员" in {cell.value for row in template["选项"].iter_rows() for cell in row}
    table = shapes.saved([HEAD, ROW, [*ROW[:2], "没有邮箱", *ROW[3:]]])
    client.submit(page, {"file": (io.BytesIO(table), "名册.xlsx")}, button="上传并核对")
    columns = client.follow()
    assert "138****1234" in columns.text
    assert "13800001234" not in columns.source
    client.submit(columns, {}, button="试导入")
    tried = client.follow()
    assert "不是一个邮箱地址" in tried.text
    client.submit(tried, {}, button="确认导入")
    done = client.follow()
    assert "列入名册 1" in done.text
    listed = client.get(done.links["查看名册"])
    assert "丁测试" in listed.text
    assert "13800001234" not in listed.source
    visit_as(make_scout(session)).get("/scouts/import", 403)
