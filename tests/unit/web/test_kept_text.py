"""What a visitor wrote stays in the browser until it is used."""

from __future__ import annotations

import random

import pytest
from flask import Flask, Response

from matchmaker.web import kept_text


@pytest.fixture
def app() -> Flask:
    made = Flask(__name__)
    made.config.update(SECRET_KEY="k" * 40, SESSION_COOKIE_SECURE=True)
    return made


def cookie_of(app: Flask, text: str) -> str:
    response = Response()
    with app.test_request_context():
        kept_text.keep(response, text)
    return response.headers["Set-Cookie"]


def read(app: Flask, cookie: str) -> str:
    with app.test_request_context(headers={"Cookie": cookie.split(";", 1)[0]}):
        return kept_text.kept()


def test_what_is_kept_comes_back_and_no_script_or_other_site_gets_it(app: Flask) -> None:
    cookie = cookie_of(app, "发酵液很黏\n收率 91%")
    assert read(app, cookie) == "发酵液很黏\n收率 91%"
    assert all(word in cookie for word in ("HttpOnly", "Secure", "SameSite=Lax", "Max-Age=604800"))


def test_any_thousand_characters_fit_and_worse_ones_are_cut_short(app: Flask) -> None:
    draw = random.Random(3)  # noqa: S311 - a repeatable text
    chinese = "".join(chr(draw.randrange(0x4E00, 0x9FA5)) for _ in range(kept_text.LONGEST))
    assert read(app, cookie_of(app, chinese)) == chinese
    emoji = "".join(chr(draw.randrange(0x1F300, 0x1FAFF)) for _ in range(3 * kept_text.LONGEST))
    cookie = cookie_of(app, emoji)
    assert len(cookie.split(";", 1)[0]) < 4000
    assert len(read(app, cookie)) > 300
    assert emoji.startswith(read(app, cookie))


@pytest.mark.parametrize("cookie", ["", "kept_text=", "kept_text=abc", "kept_text=YWJj.x.y", "other=1"])
def test_what_was_not_signed_here_is_nothing(app: Flask, cookie: str) -> None:
    assert read(app, cookie) == ""


def test_it_is_forgotten_where_there_is_any(app: Flask) -> None:
    for cookie, forgotten in ((cookie_of(app, "词").split(";", 1)[0], True), ("", False)):
        response = Response()
        with app.test_request_context(headers={"Cookie": cookie}):
            kept_text.forget(response)
        assert ("Max-Age=0" in response.headers.get("Set-Cookie", "")) is forgotten
