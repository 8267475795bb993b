"""Static files are addressed by what is in them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import Client

from matchmaker.web.assets import ROOT, Files, static
from tests.support.page_client import PageClient


def test_the_address_changes_with_the_content() -> None:
    one, other = static("css/theme.css"), static("js/page.js")
    assert one.startswith("/static/css/theme.css?v=")
    assert one.partition("?")[2] != other.partition("?")[2]


def test_a_page_cannot_link_to_nothing() -> None:
    with pytest.raises(FileNotFoundError):
        static("css/none.css")


@pytest.mark.parametrize("path", ["/static/none.css", "/static/../pyproject.toml", "/static/%2e%2e/pyproject.toml"])
def test_nothing_outside_the_folder_is_served(client: PageClient, path: str) -> None:
    client.get(path, 404)


def test_files_answer_only_to_reading(app: Flask) -> None:
    assert app.test_client().post(static("css/theme.css")).status_code == 405
    assert (ROOT / "css" / "theme.css").is_file()


@pytest.mark.parametrize(("older_by", "served"), [(0, b"small"), (60, b"as it is now")])
def test_only_what_was_compressed_from_the_present_file_is_served(tmp_path: Path, older_by: int, served: bytes) -> None:
    file, variant = tmp_path / "look.css", tmp_path / "look.css.gz"
    file.write_bytes(b"as it is now")
    variant.write_bytes(b"small")
    written = file.stat().st_mtime
    os.utime(variant, (written, written - older_by))
    site = Client(Files(None, root=str(tmp_path), prefix="/static/"))
    assert site.get("/static/look.css", headers={"Accept-Encoding": "gzip"}).data == served
    assert site.get("/static/look.css").data == b"as it is now"
