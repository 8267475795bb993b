"""How tests visit the site: like a browser without scripts, checking every page it gets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import IO, Any
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.test import TestResponse

from tests.support.pages import Form, Page, checked

File = tuple[IO[bytes], str]
Value = str | Sequence[str] | File
REDIRECTS = {301, 302, 303, 307, 308}
SIGN_IN = "/sign-in"


class PageClient:
    """One visitor with cookies of its own. Every HTML answer is checked against ``pages.faults``."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.raw = app.test_client()
        self.last: TestResponse | None = None

    def get(self, path: str, *, status: int = 200, **query: Any) -> Page:
        """Fetch a page, following redirects; AssertionError for another status."""
        response = self.raw.get(path, query_string=query or None)
        return self._page(self._follow(response), status)

    def answer(self, path: str, **query: Any) -> TestResponse:
        """Fetch without following or checking: files, JSON, redirects."""
        return self.raw.get(path, query_string=query or None)

    def post(self, path: str, data: Mapping[str, Value], *, status: int) -> TestResponse:
        """Send just this, as an attacker or a script would; the answer must have ``status``."""
        response = self.raw.post(path, data=_flat(data))
        assert response.status_code == status, self._explain(response)
        return response

    def submit(
        self,
        page: Page,
        fields: Mapping[str, Value] | None = None,
        *,
        button: str | None = None,
        action: str | None = None,
        status: int = 200,
    ) -> Page:
        """Fill in the one form with ``button`` or ``action``, send it and follow to the page after.

        Fields that the form does not have are refused with AssertionError: nobody can fill them in.
        ``status`` is that of the last page, so 422 for a form that comes back.
        """
        form = page.form(button, action=action)
        response = self.send(form, fields or {}, button=button)
        return self._page(self._follow(response), status)

    def send(self, form: Form, fields: Mapping[str, Value], *, button: str | None = None) -> TestResponse:
        """Send a form as it stands with ``fields`` changed, without following."""
        unknown = set(fields) - form.names
        assert not unknown, f"the form for {form.action} has no fields {sorted(unknown)}"
        data: dict[str, list[Any]] = {}
        for name, value in form.values:
            data.setdefault(name, []).append(value)
        data |= _flat(fields)
        pressed = form.button(button) if button else None
        if pressed is not None and pressed.get("name"):
            data[pressed.get("name", "")] = [pressed.get("value", "")]
        if form.method == "get":
            return self.raw.get(form.action, query_string=data)
        return self.raw.post(form.action, data=data)

    def sign_in(self, login: str, password: str) -> Page:
        """Sign in through the form and arrive at the start page."""
        page = self.get(SIGN_IN)
        arrived = self.submit(page, {"login": login, "password": password}, action=SIGN_IN)
        assert urlsplit(arrived.path).path != SIGN_IN, arrived.text
        return arrived

    def _follow(self, response: TestResponse) -> TestResponse:
        for _hop in range(5):
            if response.status_code not in REDIRECTS:
                break
            response = self.raw.get(response.headers["Location"])
        return response

    def _page(self, response: TestResponse, status: int) -> Page:
        self.last = response
        assert response.status_code == status, self._explain(response)
        assert response.mimetype == "text/html", f"{response.request.path} is {response.mimetype}"
        path = response.request.full_path.rstrip("?")
        return checked(path, response.status_code, response.headers, response.text)

    @staticmethod
    def _explain(response: TestResponse) -> str:
        where = f"{response.request.method} {response.request.path} answered {response.status_code}"
        if response.mimetype != "text/html":
            return where
        page = Page.read(response.request.path, response.status_code, {}, response.text)
        return f"{where}: {page.error_summary or page.text if page.all('main') else response.text[:300]}"


def _flat(data: Mapping[str, Value]) -> dict[str, list[Any]]:
    return {name: list(value) if isinstance(value, list) else [value] for name, value in data.items()}
