"""Readers who choose their own colours or less motion get what they chose, and lose nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.support.browser import DESK, OpenBrowser

MOVING = """() => [...document.querySelectorAll("*")]
  .filter(each => ["transitionDuration", "animationDuration"]
    .some(name => getComputedStyle(each)[name].split(",").some(time => parseFloat(time) > 0)))
  .map(each => each.outerHTML.slice(0, 100))"""
LOOK = """each => { const style = getComputedStyle(each);
  return [style.backgroundColor, style.borderBottomColor, style.borderTopColor].join() }"""


def looks(page: Page, selector: str) -> str:
    return str(page.locator(selector).first.evaluate(LOOK))


@pytest.mark.one_database
def test_what_is_current_can_be_told_in_colours_of_the_readers_own(browse: OpenBrowser) -> None:
    page = browse(width=DESK).page
    page.emulate_media(forced_colors="active")
    page.goto("/components")
    for kind, current in [
        (".pager a", ".pager [aria-current]"),
        (".switch a:not([aria-current])", ".switch [aria-current]"),
        ("main .site-nav a:not([aria-current])", "main .site-nav a[aria-current]"),
        (".steps li:not([aria-current])", ".steps li[aria-current]"),
        (".facet-option:not([aria-current]) .box", ".facet-option[aria-current] .box"),
    ]:
        assert looks(page, kind) != looks(page, current), current
    # Drawn by the browser, a tick is seen in any colours.
    assert (
        page.locator("input[type=checkbox].form-check-input").first.evaluate(
            "each => getComputedStyle(each).appearance"
        )
        == "auto"
    )


@pytest.mark.one_database
def test_nothing_moves_for_who_asked_for_rest(browse: OpenBrowser) -> None:
    page = browse(width=DESK).page
    page.emulate_media(reduced_motion="reduce")
    page.goto("/components")
    assert page.evaluate(MOVING) == []
