"""Suggestions while typing, by the keyboard and for those who listen."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests.factories.listed import list_achievement, list_need
from tests.support.browser import PHONE, OpenBrowser

pytestmark = pytest.mark.one_database


def test_what_is_suggested_is_chosen_by_keys_or_left(browse: OpenBrowser, session: Session) -> None:
    list_achievement(session, title="柔性玻璃强化", keywords=["柔性玻璃"])
    achievement = list_achievement(session, title="柔性玻璃切割", keywords=["柔性玻璃"])
    list_need(session, title="柔性玻璃运输")
    visit = browse(width=PHONE)
    page = visit.page
    page.goto("/")
    box = page.get_by_role("combobox", name="搜索成果和需求")
    options = page.get_by_role("option")

    box.press_sequentially("rxbl")
    options.first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    assert "条建议" in page.locator(".has-suggestions [role=status]").inner_text()
    visit.check()
    box.press("Escape")
    assert options.count() == 0
    assert box.input_value() == "rxbl"

    box.press("ArrowDown")
    options.first.wait_for()
    box.press("ArrowDown")
    chosen = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
    assert chosen.get_attribute("aria-selected") == "true"
    assert chosen.inner_text() == "柔性玻璃"
    box.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert page.locator("h2.card-title").count() == 3

    box = page.get_by_role("combobox", name="搜索成果和需求")
    box.fill("柔性玻璃切")
    page.get_by_role("option", name="柔性玻璃切割").last.click()
    page.wait_for_url(f"**/achievements/{achievement.id}")
