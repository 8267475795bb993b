"""单位 by Excel: from the list to the units and back, for officers and administrators."""

from __future__ import annotations

import io

import openpyxl
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core.authz import Role
from matchmaker.organizations.models import Organization
from tests.factories.accounts import make_officer, make_user
from tests.support import shapes
from tests.support.page_client import PageClient
from tests.unit.organizations.services.test_take_organizations import code

PATH = "/organizations/import"
HEAD = ["企业名称", "信用代码", "性质", "县区", "手机号"]


def test_an_officers_own_table_becomes_units(client: PageClient, session: Session) -> None:
    client.sign_in(make_officer(session, region_code="340300"))
    assert client.get("/organizations").all("a", href=PATH)
    table = shapes.saved(
        [HEAD, ["试验薄膜厂", code(1), "企业", "怀远", "0552-3110000"], ["坏码厂", "1", "企业", "怀远", ""]]
    )
    client.post(PATH, {"file": (io.BytesIO(table), "企业.xlsx")}, 303, button="上传并核对")
    page = client.follow()
    assert "各列都已对应好" in page.text
    client.submit(page, {}, button="试导入")
    tried = client.follow()
    assert "18 位" in tried.text
    client.submit(tried, {}, button="确认导入")
    done = client.follow()
    assert "新增单位 1" in done.text
    assert session.scalars(select(Organization.name).where(Organization.credit_code == code(1))).all() == ["试验薄膜厂"]
    client.get(done.links["查看单位"], 303)


def test_the_template_offers_kinds_and_regions(client: PageClient, session: Session) -> None:
    client.sign_in(make_user(session, Role.SYSTEM_ADMIN))
    answer = client.answer(client.get(PATH, max_statements=8).links["下载单位模板"])
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    offered = {cell.value for row in book["选项"].iter_rows() for cell in row}
    assert {"高校", "怀远县", "是"} <= offered
    client.get("/organizations/imported", 303)
