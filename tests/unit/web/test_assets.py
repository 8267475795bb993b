"""Static files are addressed by what is in them."""

from __future__ import annotations

import pytest
from flask import Flask

from matchmaker.web.assets import ROOT, static
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
