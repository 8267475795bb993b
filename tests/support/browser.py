"""Fixtures that show the site to a real browser, on a phone's and on a desk's width.

The browser is the distribution's Chromium. Whatever it reports as an error while a test runs
(scripts, blocked resources, the content policy) fails that test at its end.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.serving import make_server

from matchmaker.accounts.services.sessions import open_session
from matchmaker.core.unit_of_work import transact
from matchmaker.web.actor import cookie_name
from tests.support.barriers import barriers

PHONE, TABLET, DESK, WIDE = 375, 768, 1280, 1440
# What 1280 pixels become when everything is enlarged fourfold: text must still flow.
REFLOW = 320
HEIGHT = 800
# Chromium names every answer of 400 and above an error; forms that come back with 422 are none. Nor is
# what a test that takes the network away for a while brings about.
EXPECTED = (
    "Failed to load resource: the server responded with a status of",
    "Failed to load resource: net::ERR_INTERNET_DISCONNECTED",
)
PATIENCE_MS = 20_000


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for the whole test process."""
    program = shutil.which("chromium")
    assert program, "Chromium is missing: `make browser` installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve ``app`` on a free port of this machine for as long as the block lasts."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The address of the running site."""
    with serving(app) as address:
        yield address


@dataclass
class Visit:
    """A browser window on the site and what went wrong in it."""

    page: Page
    troubles: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Collect what the browser reports as an error."""
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(EXPECTED):
            self.troubles.append(f"{message.type}: {message.text}")

    def faults(self) -> list[str]:
        """What shuts somebody out of the page now shown."""
        self.page.wait_for_load_state()  # a click returns as soon as the next page has begun to arrive
        return barriers(self.page)

    def check(self) -> None:
        """AssertionError with a list when ``faults`` finds any."""
        found = self.faults()
        assert not found, f"{self.page.url} at {self.page.viewport_size}:\n" + "\n".join(found)


OpenBrowser = Callable[..., Visit]


@pytest.fixture
def browse(chromium: Browser, site: str, app: Flask, sessions: sessionmaker[Session]) -> Iterator[OpenBrowser]:
    """Open a window: ``browse(width=PHONE, user_id=…)``, signed in without the cost of a password."""
    visits: list[Visit] = []

    def open_window(*, width: int = DESK, user_id: int | None = None) -> Visit:
        context = chromium.new_context(
            base_url=site, viewport={"width": width, "height": HEIGHT}, locale="zh-CN", timezone_id="Asia/Shanghai"
        )
        context.set_default_timeout(PATIENCE_MS)
        if user_id is not None:
            with sessions() as session:
                token = transact(session, lambda inner: open_session(inner, user_id))
            with app.app_context():
                context.add_cookies([{"name": cookie_name(), "value": token, "url": site}])
        visit = Visit(context.new_page())
        visit.watch()
        visits.append(visit)
        return visit

    yield open_window
    troubles = [trouble for visit in visits for trouble in visit.troubles]
    for visit in visits:
        visit.page.context.close()
    assert not troubles, "\n".join(troubles)
