"""How tests visit the site: like a browser without scripts, checking every page it gets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from typing import IO, Any
from urllib.parse import urlsplit

from flask import Flask, session
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse

from matchmaker.accounts.models import User
from matchmaker.accounts.queries import by_login
from matchmaker.accounts.services.sessions import open_session
from matchmaker.core.idempotency import new_key
from matchmaker.core.unit_of_work import transact
from matchmaker.web.actor import cookie_name
from matchmaker.web.extensions import db
from tests.support.pages import Form, Page, checked
from tests.support.statements import Counted, count_statements

File = tuple[IO[bytes], str]
Value = str | int | Sequence[str] | File
REDIRECTS = {301, 302, 303, 307, 308}
SIGN_IN = "/sign-in"


class PageClient:
    """One visitor with cookies of its own. Every HTML answer is checked against ``pages.faults``.

    ``get`` and ``post`` do not follow redirects and raise AssertionError for another status than
    the one expected; ``follow`` goes where the last answer points.
    """

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.raw = app.test_client()
        self.last: TestResponse | None = None

    # ------------------------------------------------------------ who

    def sign_in(self, who: User | int | str) -> PageClient:
        """Be this person (row, id or login), without the cost of a password."""
        with self.app.app_context():
            user_id = self._user_id(who)
            token = transact(db.session, lambda inner: open_session(inner, user_id))
            self.raw.set_cookie(cookie_name(), token)
        return self

    @staticmethod
    def _user_id(who: User | int | str) -> int:
        if isinstance(who, User):
            return who.id
        if isinstance(who, int):
            return who
        user = by_login(db.session, who)
        assert user is not None, f"no account {who!r}"
        return user.id

    def sign_in_by_form(self, login: str, password: str) -> Page:
        """Sign in as a person does and arrive at the start page."""
        self.post(SIGN_IN, {"login": login, "password": password})
        arrived = self.follow()
        assert urlsplit(arrived.path).path != SIGN_IN, arrived.text
        return arrived

    def sign_out(self) -> None:
        """Forget all cookies."""
        self.raw = self.app.test_client()

    # ------------------------------------------------------------ asking

    def get(self, path: str, status: int = 200, *, max_statements: int | None = None, **query: Any) -> Page:
        """Fetch a page. ``max_statements`` bounds the SQL statements it took, the session's included."""
        with self._engine_counter() if max_statements is not None else nullcontext() as counted:
            response = self.raw.get(path, query_string=query or None)
        page = self._page(response, status)
        if counted is not None and max_statements is not None:
            assert counted.count <= max_statements, f"{path}: {counted.count} statements\n{counted}"
        return page

    def answer(self, path: str, **query: Any) -> TestResponse:
        """Fetch without checking anything: files, JSON, HEAD-like questions."""
        return self.raw.get(path, query_string=query or None)

    def counted(self, path: str) -> tuple[TestResponse, Counted]:
        """Fetch without checking anything, with the SQL statements it took, the session's included."""
        with self._engine_counter() as counted:
            return self.raw.get(path), counted

    def follow(self, status: int = 200) -> Page:
        """Go where the last answer points, through any further redirects."""
        response = self.last
        assert response is not None
        assert response.status_code in REDIRECTS, self._explain(response)
        for _hop in range(5):
            response = self.raw.get(response.headers["Location"])
            if response.status_code not in REDIRECTS:
                break
        return self._page(response, status)

    # ------------------------------------------------------------ sending

    def post(
        self,
        path: str,
        data: Mapping[str, Value] | None = None,
        status: int = 303,
        *,
        form: str | None = None,
        button: str | None = None,
    ) -> Page:
        """Fill in and send the form for ``path`` that stands on the page ``form`` (default: ``path``).

        The page is fetched first; what the form holds already (token, key, version, values) is sent
        along. Fields the form does not have are refused: nobody could fill them in. ``button`` is
        the text of the button pressed, which also chooses between several forms.
        """
        page = self._fetch_form_page(form or path)
        return self._page(self.send(page.form(button, action=path), data or {}, button=button), status)

    def _fetch_form_page(self, path: str) -> Page:
        response = self.raw.get(path)
        if response.status_code == 405:
            raise AssertionError(f"{path} shows no page: name the page of its form, post(…, form=…)")
        return self._page(response, 200)

    def submit(
        self,
        page: Page,
        data: Mapping[str, Value] | None = None,
        status: int = 303,
        *,
        button: str | None = None,
        action: str | None = None,
    ) -> Page:
        """Send a form of a page fetched before, so that it may be stale or sent twice."""
        return self._page(self.send(page.form(button, action=action), data or {}, button=button), status)

    def send(self, form: Form, fields: Mapping[str, Value], *, button: str | None = None) -> TestResponse:
        """Send a form as it stands with ``fields`` changed."""
        unknown = {name for name in fields if name not in form.names}
        assert not unknown, f"the form for {form.action} has no fields {sorted(unknown)}: it has {sorted(form.names)}"
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

    def forge(
        self, path: str, data: Mapping[str, Value] | None = None, status: int | None = None, *, key: str | None = None
    ) -> Page:
        """Send what no form offers, with a valid token and key, as an attacker would."""
        fields = {"csrf_token": self.csrf_token(), "idempotency_key": key or new_key(), **(data or {})}
        response = self.raw.post(path, data=_flat(fields))
        return self._page(response, response.status_code if status is None else status)

    def csrf_token(self) -> str:
        """A token that this visitor's cookie makes valid."""
        with self.raw.session_transaction() as cookie, self.app.test_request_context():
            session.update(cookie)
            token = str(generate_csrf())
            cookie.update(session)
        return token

    # ------------------------------------------------------------ judging

    def _engine_counter(self) -> Any:
        with self.app.app_context():
            return count_statements(db.engine)

    def _page(self, response: TestResponse, status: int) -> Page:
        self.last = response
        assert response.status_code == status, self._explain(response)
        path = response.request.full_path.rstrip("?")
        if response.status_code in REDIRECTS:
            return Page.read(path, response.status_code, dict(response.headers), response.text)
        assert response.mimetype == "text/html", f"{path} is {response.mimetype}"
        return checked(path, response.status_code, response.headers, response.text)

    @staticmethod
    def _explain(response: TestResponse) -> str:
        where = f"{response.request.method} {response.request.full_path} answered {response.status_code}"
        if response.status_code in REDIRECTS:
            return f"{where}, to {response.headers['Location']}"
        if response.mimetype != "text/html":
            return where
        page = Page.read(response.request.path, response.status_code, {}, response.text)
        return f"{where}: {page.error_summary or page.text if page.all('main') else response.text[:300]}"


def _flat(data: Mapping[str, Value]) -> dict[str, list[Any]]:
    return {name: list(value) if isinstance(value, list) else [value] for name, value in data.items()}
