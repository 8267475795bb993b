"""Where one may be sent after signing in: to this site only."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.web.requests import safe_target, ticked_ids, ticked_versions

HERE = "https://match.example/sign-in"


@pytest.mark.parametrize("target", ["/", "/needs/7", "/needs?q=薄膜&page=2", "/needs/7#indicators", "/a//b"])
def test_paths_of_this_site_are_taken(target: str) -> None:
    assert safe_target(target, "/start") == target


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "needs",
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "javascript:alert(1)",
        "/needs\\..\\",
    ],
)
def test_everything_else_leads_to_the_start(target: str | None) -> None:
    assert safe_target(target, "/start") == "/start"


@given(st.text(st.sampled_from("/\\:.?#@a evil\t\n\r\0%2fhttps"), max_size=12))
def test_no_browser_is_ever_led_away(target: str) -> None:
    taken = safe_target(target, "/start")
    as_browsers_read_it = "".join(each for each in taken if each not in "\t\n\r").replace("\\", "/").strip()
    assert urlsplit(urljoin(HERE, as_browsers_read_it)).netloc == "match.example"


def test_only_ids_that_the_database_can_hold_are_ticked(app: Flask) -> None:
    asked = "&".join(f"ticked={text}" for text in ("3", "x", "-1", "９", "9" * 5000, str(2**63), str(2**63 - 1), "7"))
    with app.test_request_context(f"/?{asked}"):
        assert ticked_ids(5) == [3, 2**63 - 1, 7]
        assert ticked_ids(1) == [3]


def test_only_pairs_of_id_and_version_are_ticked(app: Flask) -> None:
    shown = ["3:1", "x:1", "7:", ":2", "4", "９:1", "5:-1", f"{2**63}:1", "3:1", "8:2:1", "9:4"]
    with app.test_request_context("/", method="POST", data={"shown": shown}):
        assert ticked_versions("shown", 5) == [(3, 1), (9, 4)]
        assert ticked_versions("shown", 1) == [(3, 1)]
