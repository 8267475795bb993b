"""A site made of one drawn page, for tests of components and scripts in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask import Flask
from playwright.sync_api import Page, Request, Route

from matchmaker.web.headers import CONTENT_SECURITY_POLICY
from tests.support.components import draw_body

ADDRESS = "http://site.test"
PAUSE_MS = 6_000
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Stage:
    """A browser page whose site is this object: it serves one page and keeps what was posted."""

    def __init__(self, app: Flask, page: Page) -> None:
        self.app, self.page = app, page
        self.posted: list[tuple[str, dict[str, list[str]]]] = []
        self.answers: dict[str, tuple[str, str]] = {}
        self.html = ""
        page.route("**/*", self._answer)

    def open(self, imports: str, body: str, **values: Any) -> Page:
        """Show ``body`` on a page of its own."""
        self.html = draw_body(self.app, imports, body, **values)
        self.page.clock.install()
        self.page.goto(f"{ADDRESS}/page")
        return self.page

    def pause(self) -> None:
        """Let the time pass that somebody takes to think; nobody waits for it here."""
        self.page.clock.fast_forward(PAUSE_MS)

    def answer(self, path: str, body: str, kind: str = "text/html") -> None:
        """What the site says at ``path`` from now on."""
        self.answers[path] = (body, kind)

    def sent(self, path: str) -> list[dict[str, list[str]]]:
        """The fields of every form posted to ``path``."""
        return [fields for where, fields in self.posted if where == path]

    def _answer(self, route: Route, request: Request) -> None:
        path = urlsplit(request.url).path
        file = Path(path.removeprefix("/"))
        if path.startswith("/static/"):
            route.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix])
            return
        if request.method == "POST":
            self.posted.append((path, parse_qs(request.post_data or "", keep_blank_values=True)))
        body, kind = self.answers.get(path, (self.html, "text/html"))
        policy = {"Content-Security-Policy": CONTENT_SECURITY_POLICY}
        route.fulfill(body=body, content_type=f"{kind}; charset=utf-8", headers=policy)
