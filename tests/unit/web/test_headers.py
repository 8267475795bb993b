"""Every answer tells the browser what it may do with it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from matchmaker.app import create_app
from matchmaker.config import Settings
from matchmaker.web.headers import HEADERS
from tests.support.page_client import PageClient
from tests.support.probe import Failure


@pytest.mark.parametrize("path", ["/probe/open", "/probe/mine", "/no-such-page", "/probe/failing", "/healthz"])
def test_every_answer_carries_them(visitor: PageClient, failure: Failure, path: str) -> None:
    failure.error = RuntimeError()
    answer = visitor.answer(path)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_nothing_from_elsewhere_and_nothing_inline() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy
    for directive in ("frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"):
        assert directive in policy


def test_every_request_has_a_number_of_its_own(visitor: PageClient) -> None:
    numbers = {visitor.answer("/probe").headers["X-Request-Id"] for _ in range(5)}
    assert len(numbers) == 5


def test_pages_of_people_signed_in_are_kept_by_nobody(visitor: PageClient, somebody: PageClient) -> None:
    assert somebody.answer("/probe/open").headers["Cache-Control"] == "no-store"
    assert somebody.answer("/probe/office").headers["Cache-Control"] == "no-store"
    assert visitor.answer("/probe/open").headers["Cache-Control"] == "no-cache"


def cookies(app: Flask) -> list[str]:
    answer = app.test_client().get("/sign-in", base_url="https://localhost")
    return answer.headers.getlist("Set-Cookie")


def test_cookies_are_bound_in_production(settings: Settings) -> None:
    app = create_app(replace(settings, environment="production", secret_key="k" * 40))
    answer = app.test_client().get("/sign-in", base_url="https://localhost")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
    made = cookies(app)
    assert made
    for cookie in made:
        assert cookie.startswith("__Host-")
        for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
            assert part in cookie
        assert "Domain" not in cookie


def test_cookies_are_out_of_reach_of_scripts_everywhere(app: Flask) -> None:
    made = cookies(app)
    assert made
    assert all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in made)


def test_static_files_are_kept_long_and_taken_for_what_they_are(client: PageClient) -> None:
    page = client.get("/sign-in")
    sheets = [each.get("href", "") for each in page.all("link", rel="stylesheet")]
    assert sheets
    for sheet in sheets:
        answer = client.answer(sheet)
        assert answer.status_code == 200
        assert answer.mimetype == "text/css"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "max-age=31536000" in answer.headers["Cache-Control"]
