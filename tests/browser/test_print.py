"""What is printed goes into files and to people without the site: no navigation, nothing cut, name and date."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from matchmaker.core import clock
from tests.factories.accounts import make_officer
from tests.factories.deals import make_deal
from tests.factories.matching import make_suggestion
from tests.support.browser import DESK, OpenBrowser

SOME = 3
NOT_FOR_PAPER = ".site-header, .site-nav, .site-footer, .page-actions, .decision-bar, .pager, .crumbs, main .btn"
CUT = """() => [...document.querySelectorAll(".table-wrap, .panel")]
  .filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.outerHTML.slice(0, 120))"""


@pytest.mark.one_database
def test_lists_records_and_pairs_print_as_papers(browse: OpenBrowser, session: Session) -> None:
    pairs = [make_suggestion(session) for _ in range(SOME)]
    visit = browse(width=DESK, user_id=make_officer(session).id)
    page, today = visit.page, clock.today()
    sheets = {
        "/achievements?print=1": 1,
        f"/achievements/{pairs[0].achievement_id}": 2,
        "/suggestions": 1,
        f"/suggestions/{pairs[0].id}": 2,
        f"/deals/{make_deal(session).id}/sheet": 1,
        "/statistics": 2,
        "/statistics/monthly": 2,
    }
    for path, most in sheets.items():
        page.emulate_media(media="print")
        page.goto(path)
        head = page.locator(".print-head").inner_text()
        assert "科技成果供需对接平台" in head
        assert f"{today.year}年{today.month}月{today.day}日打印" in head
        assert path.partition("?")[0] in head
        assert page.locator(NOT_FOR_PAPER).filter(visible=True).count() == 0, path
        assert page.evaluate(CUT) == [], path
        printed = page.pdf(format="A4", prefer_css_page_size=True)
        assert printed.count(b"/Type /Page\n") <= most, path


@pytest.mark.one_database
def test_a_chart_is_drawn_anew_for_paper_and_its_table_unfolds(browse: OpenBrowser, session: Session) -> None:
    """A desk's drawing shrunk to A4 has letters too small to read."""
    page = browse(width=DESK, user_id=make_officer(session).id).page
    page.goto("/statistics")
    table = page.get_by_role("table", name="逐月数字")
    box = "document.querySelector('.chart svg').getAttribute('viewBox')"
    page.wait_for_function(box)
    expect(table).to_be_hidden()
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(box) == "0 0 680 220"
    expect(table).to_be_visible()
