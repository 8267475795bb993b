"""Whoever changes a component sees it in every state on one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import nodes
from jinja2.runtime import Macro

from matchmaker.app import create_app
from matchmaker.config import Settings
from tests.support.page_client import PageClient

COMPONENTS = Path("templates/components")
ADDRESS = "/components"


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, str]]:
    """(file, macro) for every macro that is called from now on."""
    called: set[tuple[str, str]] = set()
    invoke = Macro._invoke

    def noting(self: Any, arguments: list[Any], autoescape: bool) -> Any:  # noqa: FBT001 - the library's own signature
        called.add((Path(self._func.__code__.co_filename).name, self.name))
        return invoke(self, arguments, autoescape)

    monkeypatch.setattr(Macro, "_invoke", noting)
    return called


def declared(app: Flask) -> Iterator[tuple[str, str]]:
    """(file, macro) for every macro that there is."""
    for file in COMPONENTS.glob("*.html"):
        for macro in app.jinja_env.parse(file.read_text(encoding="utf-8")).find_all(nodes.Macro):
            yield file.name, macro.name


@pytest.mark.one_database
def test_the_page_shows_every_macro(app: Flask, client: PageClient, drawn: set[tuple[str, str]]) -> None:
    client.get(ADDRESS)
    assert set(declared(app)) - drawn == set()


@pytest.mark.one_database
def test_production_has_no_such_page(settings: Settings) -> None:
    client = create_app(replace(settings, environment="production")).test_client()
    assert client.get(ADDRESS, base_url="https://localhost").status_code == 404
