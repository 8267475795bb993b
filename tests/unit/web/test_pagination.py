"""Lists come in pages, in two statements, under addresses that keep their filters."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.web.pagination import LARGEST_PAGE, paginate, requested_page
from tests.factories.accounts import make_user
from tests.support.statements import count_statements

QUERY = select(User).order_by(User.id)


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("", 1),
        ("?page=3", 3),
        ("?page=0", 1),
        ("?page=-2", 1),
        ("?page=x", 1),
        ("?page=", 1),
        ("?page=1.5", 1),
        ("?page=%EF%BC%93", 1),
        ("?page=%C2%B2", 1),
        ("?page=" + "9" * 25, LARGEST_PAGE),
        ("?page=2&page=7", 2),
    ],
)
def test_whatever_is_asked_for_is_a_page_number(app: Flask, asked: str, number: int) -> None:
    with app.test_request_context(f"/{asked}"):
        assert requested_page() == number


@pytest.fixture
def people(session: Session) -> list[int]:
    return [make_user(session).id for _ in range(7)]


@pytest.mark.parametrize(("number", "shown", "items"), [(1, 1, slice(0, 3)), (3, 3, slice(6, 7)), (99, 3, slice(6, 7))])
def test_a_page_of_a_list(session: Session, people: list[int], number: int, shown: int, items: slice) -> None:
    page = paginate(session, QUERY, number=number, size=3)
    assert [user.id for user in page.items] == people[items]
    assert (page.number, page.pages, page.total) == (shown, 3, 7)
    assert (page.has_previous, page.has_next) == (shown > 1, shown < 3)


def test_an_empty_list_is_one_empty_page(session: Session) -> None:
    page = paginate(session, QUERY, number=1, size=3)
    assert (page.items, page.number, page.pages, page.total) == ([], 1, 1, 0)


def test_two_statements_are_enough(engine: Engine, people: list[int]) -> None:
    with Session(engine) as own, count_statements(engine) as counted:
        assert paginate(own, QUERY, number=1, size=3).total == len(people)
    assert counted.count == 2


def test_addresses_keep_their_filters(app: Flask, session: Session, people: list[int]) -> None:
    assert people
    with app.test_request_context("/sign-in?q=%E8%96%84%E8%86%9C&field=a&field=b&page=1"):
        href = paginate(session, QUERY, number=1, size=3).href(2)
    assert href == "/sign-in?q=%E8%96%84%E8%86%9C&field=a&field=b&page=2"
