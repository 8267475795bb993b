"""The way of an annual report through its pages: drafted, looked into, corrected, handed in, taken, delivered."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.statistics.reports.blocks import TYPED
from matchmaker.statistics.reports.forms import TYPED_PREFIX
from tests.factories.accounts import make_member
from tests.factories.contracts import make_contract
from tests.factories.organizations import make_university
from tests.support.page_client import PageClient


def test_a_report_goes_from_the_ledger_to_the_bureau(client: PageClient, session: Session) -> None:
    unit = make_university(session)
    member = make_member(session, unit)
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
