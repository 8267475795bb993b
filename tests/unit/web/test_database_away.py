"""When the database cannot be reached, people get a page that says so, not a crash."""

from pathlib import Path

import pytest

from matchmaker.app import create_app
from matchmaker.config import from_environment
from tests.support.page_client import PageClient


@pytest.fixture
def visitor(tmp_path: Path) -> PageClient:
    settings = from_environment(
        {
            "MATCHMAKER_ENV": "testing",
            "MATCHMAKER_DATABASE_URL": "postgresql+psycopg://nobody@127.0.0.1:1/none",
            "MATCHMAKER_DATA_DIR": str(tmp_path),
            "MATCHMAKER_SECRET_KEY": "a key for tests that is long enough to be taken",
        }
    )
    return PageClient(create_app(settings))


@pytest.mark.parametrize("path", ["/sign-in", "/no-such-page"])
def test_the_page_says_that_the_site_is_busy(visitor: PageClient, path: str) -> None:
    page = visitor.get(path, status=503)

    assert page.heading == "系统暂时繁忙"
    assert page.headers["Retry-After"]
