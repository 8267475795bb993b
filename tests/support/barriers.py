"""What shuts somebody out of the page a browser shows: axe's rules, sideways scrolling, small targets."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# From here on the links of the head fit in one line; below they lie behind a button, and fingers point.
NAVIGATION_SHOWN = 768
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,
}
RUN = """rules => axe.run(document, rules).then(({violations}) =>
  violations.flatMap(({id, nodes}) => nodes.map(({html, any, all, none}) =>
    `${id}: ${html.slice(0, 200)} (${[...any, ...all, ...none].map(({message}) => message).join("; ")})`)))"""
WIDTHS = "[document.documentElement.scrollWidth, window.innerWidth]"
# What a finger must hit is 44 pixels high; boxes to tick are enlarged by their labels.
SMALL_TARGETS = """() => {
  const kinds = "button, .btn, .nav-link, select, textarea, summary, input:not([type=checkbox], [type=radio])";
  return [...document.querySelectorAll(kinds)]
    .filter(each => each.checkVisibility({visibilityProperty: true}) && !each.closest(".visually-hidden"))
    .map(each => [each.outerHTML.slice(0, 120), Math.round(each.getBoundingClientRect().height)])
    .filter(([, height]) => height > 0 && height < 44)
    .map(([html, height]) => `${height} pixels high: ${html}`);
}"""


def barriers(page: Page) -> list[str]:
    """One line for each barrier on the page as it now stands, at the width it now has."""
    if page.evaluate("() => !window.axe"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(RUN, RULES)
    return [*sideways(page), *small_targets(page), *found]


def contrasts(page: Page) -> list[str]:
    """What of the page can hardly be read for its colours; needs ``barriers`` to have looked before."""
    found: list[str] = page.evaluate(RUN, {**RULES, "runOnly": {"type": "rule", "values": ["color-contrast"]}})
    return found


def sideways(page: Page) -> list[str]:
    """Whether the page must be scrolled sideways to be read."""
    needed, there = page.evaluate(WIDTHS)
    return [f"scrolls sideways: {needed} > {there}"] if needed > there else []


def small_targets(page: Page) -> list[str]:
    """What is too small for a finger where fingers point; elsewhere nothing."""
    size: Any = page.viewport_size
    return page.evaluate(SMALL_TARGETS) if size and size["width"] < NAVIGATION_SHOWN else []
