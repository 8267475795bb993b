"""Whoever can read compressed pages gets them, and their length tells nothing."""

from __future__ import annotations

import gzip

import pytest
from flask import Flask

from matchmaker.web.compression import MOST_PADDING, compressed
from tests.support.page_client import PageClient


def test_a_page_is_the_same_after_unpacking(app: Flask, client: PageClient) -> None:
    plain = app.test_client().get("/about")
    packed = client.raw.get("/about", headers={"Accept-Encoding": "br, gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2
    assert "说明与帮助" in gzip.decompress(packed.data).decode()
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0"])
def test_nobody_gets_what_cannot_be_read(client: PageClient, accepted: str) -> None:
    answer = client.raw.get("/about", headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in answer.headers
    assert "说明与帮助" in answer.text


@pytest.mark.parametrize("path", ["/healthz", "/achievements/export"])
def test_what_is_no_page_stays_as_it_is(client: PageClient, path: str) -> None:
    answer = client.raw.get(path, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers


def test_the_same_page_has_many_lengths() -> None:
    lengths = {len(compressed(b"page" * 1000)) for _ in range(200)}
    assert 10 < len(lengths) <= MOST_PADDING + 1
