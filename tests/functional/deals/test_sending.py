"""The sheet goes out from its page."""

from __future__ import annotations

from matchmaker.deals.models import Side
from tests.support.page_client import PageClient
from tests.unit.deals.conftest import Stage


def test_an_officer_sends_it_and_the_log_says_so(stage: Stage, officer: PageClient, enterprise: PageClient) -> None:
    deal = stage.open()
    assert "发给双方" not in enterprise.get(f"/deals/{deal.id}/sheet").links
    path = officer.get(f"/deals/{deal.id}/sheet").links["发给双方"]
    page = officer.get(path, max_statements=8)
    assert "单位名称在双方同意后可见" in page.text or stage.need.title in page.text
    officer.post(path, {"sides": "need"}, button="发送")
    assert "推荐单已发给需求方" in officer.follow().text
    assert stage.members[Side.NEED].id in stage.told_users("deal.sheet")
    enterprise.get(path, 403)
