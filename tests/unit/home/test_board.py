"""The board keeps what is late, what waits and what is news apart, and links only what exists."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.home.board import board, leads_somewhere
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_member, make_officer
from tests.factories.catalog import make_need
from tests.factories.matching import make_suggestion
from tests.factories.organizations import make_enterprise


def test_a_late_line_takes_its_section_to_the_top(session: Session, app: Flask) -> None:
    make_suggestion(session, created_at=clock.now() - timedelta(days=30))
    make_suggestion(session)
    actor = actor_of_user(session, make_officer(session))
    with app.test_request_context():
        made = board(session, actor)
    assert (made.total, made.late_total, made.waiting) == (2, 1, [])
    assert [task["late"] for task in made.late[0].tasks] == [True, False]


def test_news_does_not_count_among_the_things_to_do(session: Session, app: Flask) -> None:
    firm = make_enterprise(session)
    make_suggestion(session, need=make_need(session, organization=firm))
    actor = actor_of_user(session, make_member(session, firm))
    with app.test_request_context():
        made = board(session, actor)
    assert made.total == 0
    assert [section.total for section in made.news] == [1]


def test_only_addresses_of_pages_are_linked(app: Flask) -> None:
    with app.test_request_context():
        assert leads_somewhere("/suggestions?late=1")
        assert not leads_somewhere("/nowhere/1")
        assert not leads_somewhere("")
