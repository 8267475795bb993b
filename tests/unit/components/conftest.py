"""Rendering macros inside the real page frame, so that every use of one is checked as a page."""

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from tests.support.components import draw, draw_body, template_app
from tests.support.pages import Page, checked

HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}
SVG = "{http://www.w3.org/2000/svg}svg"
Render = Callable[..., Page]


def drawings(element: Element) -> list[Element]:
    """The icons and shapes within an element."""
    return [*element.iter(SVG)]


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application for its templates alone; its database is never asked."""
    return template_app(tmp_path_factory.mktemp("templates"))


@pytest.fixture
def show(templates: Flask) -> Render:
    """Show a template of the project with the frame's values; the page must keep all rules."""

    def show(name: str, status: int = 200, **values: Any) -> Page:
        return checked("/page", status, {**HEADERS, "X-Error-Code": "test"}, draw(templates, name, **values))

    return show


@pytest.fixture
def render(templates: Flask) -> Render:
    """Show ``body`` on a page that has imported ``names`` from a component file."""

    def render(component: str, names: str, body: str, **values: Any) -> Page:
        imports = f'{{% from "components/{component}.html" import {names} %}}'
        return checked("/page", 200, HEADERS, draw_body(templates, imports, body, **values))

    return render
