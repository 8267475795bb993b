"""Windows of several people on one piece of business, used by keys, while the days go by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Locator

from matchmaker.accounts.models import User
from matchmaker.core import clock
from tests.browser.walker import Walker
from tests.support.album import Album
from tests.support.browser import DESK, OpenBrowser

# Every kind of element on the page: its tag and its classes.
KINDS = "main => [...new Set(Array.from(main.querySelectorAll('*'), each => each.tagName + '.' + each.className))]"
NUMBER = re.compile(r"\d+")


@dataclass
class Days:
    """A clock that a test sets on, for itself and for the site it visits."""

    ahead: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def keep(self, app: Flask, stack: ExitStack) -> None:
        """Let ``app`` and the present test read this clock until ``stack`` is closed."""
        stack.enter_context(clock.use_clock(self))
        inner = app.wsgi_app

        def timed(environ: Any, start_response: Any) -> Iterable[bytes]:
            with clock.use_clock(self):
                return inner(environ, start_response)

        vars(app)["wsgi_app"] = timed


@dataclass
class Keys(Walker):
    """A walker without a mouse: what is used gets the focus and the Enter key.

    ``seen`` are the kinds of elements that were checked on each page at each width, whoever came
    there: to check the same again finds nothing new and took half of a journey's time. Who only does
    what somebody else has done before does not check (``checking``).
    """

    seen: dict[tuple[int, str], set[str]] = field(default_factory=dict)
    checking: bool = True

    def look(self, guide: str = "") -> None:
        """Check the page unless nothing new stands on it; ``guide`` names its picture there."""
        if not self.checking:
            return
        self.page.wait_for_load_state()
        width = (self.page.viewport_size or {"width": 0})["width"]
        known = self.seen.setdefault((width, NUMBER.sub("1", urlsplit(self.page.url).path)), set())
        kinds = set(self.main.evaluate(KINDS))
        if kinds <= known:
            self.album.add(self.page, guide)
        else:
            super().look(guide)
            known |= kinds

    def follows_to(self, ending: str) -> None:
        """Follow the first link to an address with this ending."""
        self._leaving(self.main.locator(f"a[href$='{ending}']").filter(visible=True).first)
        self.look()

    def _leaving(self, target: Locator) -> None:
        asks = target.get_attribute("data-confirm") is not None
        with self.page.expect_navigation():
            target.press("Enter")
            if asks:
                self.page.locator("dialog button").last.press("Enter")

    def fills(self, fields: Mapping[str, str | int | Path]) -> None:
        """Type, choose, tick with the space bar or attach, by the names of the fields."""
        for name, value in fields.items():
            found = self.main.locator(f"[name='{name}']")
            if isinstance(value, Path):
                found.set_input_files(value)
            elif found.first.get_attribute("type") == "radio":
                found.and_(self.page.locator(f"[value='{value}']")).press("Space")
            elif found.get_attribute("type") == "checkbox":
                found.press("Space")
            elif found.evaluate("field => field.tagName") == "SELECT":
                found.select_option(str(value))
            else:
                found.fill(str(value))

    def sends(self, fields: Mapping[str, str | int | Path], button: str, guide: str = "") -> None:
        """Fill the form in, have a picture taken for the guide, press, and look at what comes."""
        self.fills(fields)
        if guide:
            self.look(guide)
        self.presses(button)
        self.look()


@dataclass(kw_only=True)
class Windows:
    """Everybody's windows; each lasts as long as the days it was opened in."""

    browse: OpenBrowser
    album: Album
    days: Days
    folder: Path
    open: dict[tuple[int, int], Keys] = field(default_factory=dict)
    seen: dict[tuple[int, str], set[str]] = field(default_factory=dict)

    def later(self, days: int) -> None:
        """The days go by; everybody signs in again."""
        self.days.ahead += timedelta(days=days)
        for each in self.open.values():
            each.page.close()
        self.open = {}

    def of(self, who: User | None, width: int = DESK, *, checking: bool = True) -> Keys:
        """The window of ``who`` (None: of a passer-by)."""
        key = (who.id if who else 0, width)
        if key not in self.open:
            visit = self.browse(width=width, user_id=who.id) if who else self.browse(width=width)
            self.open[key] = Keys(visit, self.album, self.seen, checking)
        return self.open[key]

    def paper(self, name: str, content: bytes = b"%PDF-1.7\n%%EOF\n") -> Path:
        """A file of this name to be attached."""
        path = self.folder / name
        path.write_bytes(content)
        return path
