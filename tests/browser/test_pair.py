"""The pair page, the queue's key to the levels and the printed sheet, as an officer sees them."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from matchmaker.matching.models import Suggestion
from matchmaker.matching.services.compute import PARTS
from tests.factories.accounts import make_officer
from tests.factories.catalog import make_achievement, make_need
from tests.factories.matching import make_suggestion
from tests.support.browser import DESK, PHONE, OpenBrowser

pytestmark = pytest.mark.one_database
WIDTHS = pytest.mark.parametrize("width", [PHONE, DESK])
LONG = "膜元件运行三个月后通量下降四成，清洗后只能恢复八成，" * 12


@pytest.fixture
def row(session: Session) -> Suggestion:
    """As long as a pair gets: every part that is kept, long texts, many facts."""
    parts = [{"term": f"词语{number}", "weight": 0.015, "half": "body"} for number in range(PARTS)]
    facts: list[dict[str, Any]] = [
        {"kind": "money", "fits": True, "text": "预算至多 50.00 万元，成果要价 20.00 万元起"}
    ] * 7
    need = make_need(session, one_liner="陶瓷膜清洗周期短，想延长到三十天以上。", problem=LONG)
    achievement = make_achievement(session, one_liner="陶瓷膜在线清洗，周期延长到四十天。", advantage=LONG)
    return make_suggestion(session, need=need, achievement=achievement, parts=parts, facts=facts, rest=0.06)


@WIDTHS
def test_the_pair_page_and_the_key_to_the_levels_can_be_read_by_all(
    browse: OpenBrowser, session: Session, row: Suggestion, width: int
) -> None:
    visit = browse(width=width, user_id=make_officer(session).id)
    visit.page.goto(f"/suggestions/{row.id}")
    visit.check()
    visit.page.goto("/suggestions")
    visit.page.get_by_text("是什么意思").click()
    visit.check()
    visit.page.goto(f"/suggestions/{row.id}/sheet")
    visit.check()


def test_the_sheet_fits_one_side_of_a4(browse: OpenBrowser, session: Session, row: Suggestion) -> None:
    visit = browse(width=DESK, user_id=make_officer(session).id)
    visit.page.goto(f"/suggestions/{row.id}/sheet")
    printed = visit.page.pdf(format="A4", prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") == 1
