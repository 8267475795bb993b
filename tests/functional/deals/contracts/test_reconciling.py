"""对账: suggestions taken or refused with one click, the lists as files, and who may only look."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from sqlalchemy.orm import Session

from matchmaker.core.authz import Role
from matchmaker.deals.contracts.models import Contract, Ledger
from tests.factories.accounts import make_officer, make_user
from tests.factories.contracts import WAN, make_contract
from tests.support.page_client import PageClient

PAIR: dict[str, Any] = {"buyer_name": "测试精工有限公司", "seller_name": "测试理工学院"}
NUMBER = "2026340300999999"


def test_a_suggestion_is_joined_with_one_click_and_the_list_stays_as_narrowed(
    client: PageClient, session: Session
) -> None:
    own = make_contract(session, **PAIR, ledger=Ledger.PLATFORM, name="平台上的")
    make_contract(session, **PAIR, name="登记的", amount=52 * WAN, registration_number=NUMBER)
    make_contract(session, **PAIR, name="另一份登记的")
    client.sign_in(make_officer(session, region_code="340300"))
    page = client.get(client.get("/contracts").links["对账"], max_statements=8)
    page = client.get("/contracts/reconcile?part=platform&year=2026&region=340304", max_statements=8)
    assert page.text.index("另一份登记的") < page.text.index(NUMBER)
    assert "成交额（万元）：平台 50，登记 52（相差 2 万元）" in page.text
    first = next(form for form in page.forms if "/dismiss" in form.action)
    back = client.send(first, {}).headers["Location"]
    page = client.get(back)
    assert "另一份登记的" not in page.text
    client.submit(page, {}, button="是同一份，对上")
    done = client.follow()
    assert ("year=2026" in done.path, "没有符合条件的合同" in done.text) == (True, True)
    session.expire_all()
    other = session.get_one(Contract, session.get_one(Contract, own.id).registered_as_id)
    assert other.registration_number == NUMBER
    differing = client.get(done.links["对上但有出入 1"], max_statements=8)
    assert "相差 2 万元" in differing.text
    book = openpyxl.load_workbook(io.BytesIO(client.answer(differing.links["导出 Excel"]).data))
    said = [str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert any("成交额（万元）：50 / 52（相差 2 万元）" in each for each in said)
    assert any("只计已登记的一份" in each for each in said)
    assert "平台上的" not in client.get("/contracts").text


def test_a_leader_looks_and_touches_nothing(client: PageClient, session: Session) -> None:
    own = make_contract(session, **PAIR, ledger=Ledger.PLATFORM)
    make_contract(session, **PAIR, name="登记的")
    client.sign_in(make_user(session, Role.LEADER, region_code="340300"))
    page = client.get("/contracts/reconcile", max_statements=8)
    assert "登记的" in page.text
    assert "是同一份" not in page.text
    client.get(f"/contracts/{own.id}/counterpart", 403)
    listed = client.get(page.links["登记有、平台没有 1"])
    assert "登记的" in client.answer(listed.links["导出 CSV"]).data.decode("utf-8-sig")
    assert "平台有、登记没有 1" in client.get("/contracts/reconcile?part=x&year=1&region=x&page=99").text
