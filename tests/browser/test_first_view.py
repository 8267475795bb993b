"""A first view of the main pages is small, and nothing moves while it loads."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from benchmarks.bench_first_view import MOST_BYTES, MOST_MOVED, first_view
from matchmaker.core.authz import Role
from tests.factories.accounts import make_member, make_officer
from tests.factories.catalog import make_need
from tests.factories.matching import make_suggestion
from tests.factories.organizations import make_enterprise
from tests.support.browser import PHONE, OpenBrowser

ROWS = 25


@pytest.fixture
def pages(session: Session) -> dict[str, Role | None]:
    """The addresses of the main pages, with a full list behind each, and who reads them."""
    pairs = [make_suggestion(session) for _ in range(ROWS)]
    return {
        "/": None,
        "/achievements": None,
        f"/achievements/{pairs[0].achievement_id}": None,
        "/needs/new": Role.ENTERPRISE,
        "/suggestions": Role.OFFICER,
        f"/suggestions/{pairs[0].id}": Role.OFFICER,
    }


@pytest.mark.one_database
def test_a_first_view_is_small_and_stands_still(
    browse: OpenBrowser, session: Session, pages: dict[str, Role | None]
) -> None:
    reader: dict[Role, Callable[[], int]] = {
        Role.OFFICER: lambda: make_officer(session).id,
        Role.ENTERPRISE: lambda: make_member(session, make_enterprise(session)).id,
    }
    for path, role in pages.items():
        visit = browse(width=PHONE, user_id=reader[role]() if role else None)
        view = first_view(visit.page.context, path)
        assert view.bytes <= MOST_BYTES, path
        assert view.moved < MOST_MOVED, path


@pytest.mark.one_database
def test_a_form_stands_still_while_scripts_bring_out_its_buttons(browse: OpenBrowser, session: Session) -> None:
    """Printing and copying need scripts; their buttons keep their place until these have run."""
    need = make_need(session)
    view = first_view(browse(width=PHONE).page.context, f"/needs/{need.id}")
    assert view.moved < MOST_MOVED
