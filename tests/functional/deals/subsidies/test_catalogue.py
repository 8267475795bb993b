"""惠企政策 for everybody: what can be claimed, what cannot, and from where it comes."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from matchmaker.deals.subsidies.models import VersionState
from tests.factories.subsidies import make_version
from tests.support.page_client import PageClient


def test_cards_say_how_they_stand_and_drafts_stay_inside(client: PageClient, session: Session) -> None:
    assert "还没有政策" in client.get("/policies").text
    make_version(session, title="购买补助甲")
    make_version(session, title="购买补助乙", valid_to=date(2025, 12, 31))
    make_version(session, title="购买补助丙", valid_from=None)
    make_version(session, VersionState.DRAFT, title="购买补助丁")
    page = client.get("/policies", max_statements=8)
    assert page.text.index("购买补助甲") < page.text.index("购买补助丙") < page.text.index("购买补助乙")
    for words in ("现行", "已到期，仅供参考", "效力待确认", "第13项", "蚌埠市"):
        assert words in page.text
    assert "购买补助丁" not in page.text
    assert "规则管理" not in page.links


def test_cards_are_found_by_city_word_and_validity(client: PageClient, session: Session) -> None:
    make_version(session, title="购买补助甲")
    make_version(session, title="专利奖励乙", code="pct", valid_to=date(2025, 12, 31))
    for query, shown, hidden in (
        ("q=专利", "专利奖励乙", "购买补助甲"),
        ("status=current", "购买补助甲", "专利奖励乙"),
        ("status=expired&region=340300", "专利奖励乙", "购买补助甲"),
    ):
        text = client.get(f"/policies?{query}").text
        assert shown in text
        assert hidden not in text
    assert "没有符合条件的政策" in client.get("/policies?q=_火星").text
    assert "购买补助甲" in client.get("/policies?status=nonsense&region=000000").text
