"""Pictures of the pages that a test walks through, for the users' guide and for looking at them oneself.

``--pictures FOLDER`` saves every page looked at, by test and width, and those that the guide shows in ``guide/``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.support.browser import DESK

# Longer pages are cut below: a picture beside a text shows where one is, not everything there is.
TALLEST, TALLEST_IN_GUIDE = 4000, 1000


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let whoever works on pages or on the guide keep what the tests see."""
    parser.addoption("--pictures", type=Path, help="folder for pictures of the pages walked through")


@dataclass
class Album:
    """The pictures of one test in the order they were taken; without a folder it keeps nothing."""

    folder: Path | None
    test: str
    taken: int = 0

    def add(self, page: Page, guide: str = "") -> None:
        """Keep the page as it stands, and once more for the guide if it has a name there.

        The guide shows what a desk sees; of a phone only what its name says is a phone's.
        """
        if self.folder is None or page.viewport_size is None:
            return
        self.taken += 1
        width = page.viewport_size["width"]
        name = page.title().partition(" - ")[0].replace("/", "／")
        shoot(page, self.folder / self.test / str(width) / f"{self.taken:02}-{name}.png", TALLEST)
        if guide and (width == DESK) != guide.endswith("-phone"):
            shoot(page, self.folder / "guide" / f"{guide}.png", TALLEST_IN_GUIDE)


def shoot(page: Page, file: Path, tallest: int) -> None:
    """Save the page as a picture at most ``tallest`` pixels high.

    Make the window as tall as the page, so that what sticks to its foot is seen once and there.
    """
    before = page.viewport_size
    assert before is not None
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": before["width"], "height": max(400, min(height, tallest))})
    page.evaluate("window.scrollTo(0, 0)")
    page.screenshot(path=file, animations="disabled", caret="hide")
    page.set_viewport_size(before)


@pytest.fixture
def album(request: pytest.FixtureRequest) -> Album:
    """This test's pictures."""
    return Album(request.config.getoption("--pictures"), request.node.originalname)
