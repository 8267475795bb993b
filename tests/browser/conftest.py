"""Pages drawn from templates alone, shown in Chromium."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.support.components import template_app
from tests.support.stage import Stage


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application for its templates alone; its database is never asked."""
    return template_app(tmp_path_factory.mktemp("templates"))


@pytest.fixture
def stage(chromium: Browser, templates: Flask) -> Iterator[Stage]:
    """A window on a page that the test draws itself."""
    context = chromium.new_context(locale="zh-CN")
    yield Stage(templates, context.new_page())
    context.close()
