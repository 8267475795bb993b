"""Rendering macros inside the real page frame, so that every use of one is checked as a page."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from matchmaker.app import create_app
from matchmaker.config import from_environment
from tests.support.pages import Page, checked

HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}
FRAME: dict[str, Any] = {
    "site": {"site_name": "供需对接平台", "sponsor": "", "icp": "", "police_record": "", "report_error": ""},
    "current_actor": SimpleNamespace(is_signed_in=False, name="", roles=frozenset(), organization_name=None),
    "navigation": [],
}
PAGE = (
    '{{% extends "base.html" %}}{imports}'
    "{{% block title %}}试页{{% endblock %}}"
    "{{% block main %}}{body}{{% endblock %}}"
)
SVG = "{http://www.w3.org/2000/svg}svg"
Render = Callable[..., Page]


def drawings(element: Element) -> list[Element]:
    """The icons and shapes within an element."""
    return [*element.iter(SVG)]


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application for its templates alone; its database is never asked."""
    folder: Path = tmp_path_factory.mktemp("templates")
    return create_app(
        from_environment(
            {
                "MATCHMAKER_ENV": "testing",
                "MATCHMAKER_DATABASE_URL": f"sqlite:///{folder / 'unused.sqlite3'}",
                "MATCHMAKER_DATA_DIR": str(folder),
                "MATCHMAKER_SECRET_KEY": "a key for tests that is long enough to be taken",
            }
        )
    )


@pytest.fixture
def show(templates: Flask) -> Render:
    """Show a template of the project with the frame's values; the page must keep all rules."""

    def show(name: str, status: int = 200, **values: Any) -> Page:
        with templates.test_request_context():
            source = templates.jinja_env.get_template(name).render(**{**FRAME, **values})
        return checked("/page", status, {**HEADERS, "X-Error-Code": "test"}, source)

    return show


@pytest.fixture
def render(templates: Flask) -> Render:
    """Show ``body`` on a page that has imported ``names`` from a component file."""

    def render(component: str, names: str, body: str, **values: Any) -> Page:
        imports = f'{{% from "components/{component}.html" import {names} %}}'
        with templates.test_request_context():
            template = templates.jinja_env.from_string(PAGE.format(imports=imports, body=body))
            source = template.render(**{**FRAME, **values})
        return checked("/page", 200, HEADERS, source)

    return render
