"""The mirrored list as officers keep it, and the warnings it gives without stopping anything."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from matchmaker.core.authz import Role
from tests.factories.accounts import make_officer, make_user
from tests.factories.contracts import make_contract
from tests.support.page_client import PageClient

ENTRY = {
    "name": "测试侵权(蚌埠)有限公司",
    "authority": "测试知识产权局",
    "url": "https://example.org/list",
    "listed_on": "2025-03-01",
}


def test_a_listed_firm_is_pointed_out_until_it_is_removed(
    session: Session, visit_as: Callable[..., PageClient]
) -> None:
    contract = make_contract(session, buyer_name="测试侵权（蚌埠）有限公司")
    city, county = visit_as(make_officer(session)), visit_as(make_officer(session, "340304"))
    path = f"/contracts/{contract.id}"
    assert contract.name not in city.get("/contracts?flag=infringer").text
    bad = city.post("/infringement/new", {**ENTRY, "url": "公告栏"}, status=422)
    assert "完整网址" in bad.error_summary
    assert bad.form().value("name") == ENTRY["name"]
    city.post("/infringement/new", ENTRY)
    assert "在名录中" in city.follow().text
    assert "侵权名录" in city.get(path).text
    assert contract.name in city.get("/contracts?flag=infringer").text
    assert "测试侵权（蚌埠）有限公司" in county.get("/infringement").text
    county.get("/infringement/new", status=404)
    reading = visit_as(make_user(session, Role.LEADER, region_code="340300")).get("/infringement")
    assert "录入一条" not in reading.links
    removal = city.get("/infringement").links["移出"]
    assert "移出的理由" in city.post(removal, {"removed_on": "2025-04-01", "reason": " "}, status=422).error_summary
    city.post(removal, {"removed_on": "2025-04-01", "reason": "信用修复"})
    assert "信用修复" in city.follow().text
    assert "测试侵权" not in city.get("/infringement").text
