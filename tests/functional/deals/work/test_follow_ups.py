"""What became of a signed deal, from the workbench to the page."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from matchmaker.core import clock
from matchmaker.deals.work.models import DealFollowUp
from tests.support.page_client import PageClient
from tests.unit.deals.conftest import Stage


def test_a_side_tells_and_the_other_reads_it(
    stage: Stage, enterprise: PageClient, university: PageClient, officer: PageClient
) -> None:
    deal = stage.introduced()
    day = (clock.today() - timedelta(days=200)).isoformat()
    university.post(f"/deals/{deal.id}/sign", {"signed_on": day, "amount": "30"})
    assert "到期未填 1 次" in university.get(f"/deals/{deal.id}", max_statements=10).text
    assert "签约满 6 个月" in enterprise.get("/workbench").text
    first, last = stage.session.scalars(select(DealFollowUp.id).order_by(DealFollowUp.months)).all()[::2]
    stage.session.rollback()
    path = f"/deals/{deal.id}/follow-ups"
    assert "请选择一项" in enterprise.post(f"{path}/{first}", {"revenue": "5"}, 422).error_summary
    assert "用一句话说明原因" in enterprise.post(f"{path}/{first}", {"outcome": "stopped"}, 422).error_summary
    enterprise.post(f"{path}/{first}", {"outcome": "in_use", "revenue": "12.345678", "note": "一号线在用"})
    text = university.get(path, max_statements=8).text
    assert "已投入使用" in text
    assert "一号线在用" in text
    assert enterprise.get(f"{path}/{first}").form(action=f"{path}/{first}").value("revenue") == "12.345678"
    assert "签约满 6 个月" not in university.get("/workbench").text
    officer.get(f"{path}/{last}", 409)
    officer.get(f"{path}/987654", 404)
