"""Searches that people keep."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.catalog.asked import read_asked
from matchmaker.catalog.models import Rhythm, SavedSearch, SearchPage
from matchmaker.catalog.services.save_search import save_search
from matchmaker.catalog.services.tell_searches import KINDS
from matchmaker.organizations.queries import actor_of_user
from tests.factories.base import made


def make_saved_search(
    session: Session,
    user: User,
    name: str = "玻璃",
    *,
    page: SearchPage = SearchPage.BOTH,
    rhythm: Rhythm = Rhythm.DAILY,
    **asked: Any,
) -> SavedSearch:
    """A search of ``user`` for 玻璃, unless ``asked`` says otherwise, kept just now."""
    arguments = {"q": ["玻璃"], **asked}

    def build(inner: Session) -> SavedSearch:
        wanted = read_asked(arguments, KINDS.get(page))
        return save_search(inner, name, page, wanted, rhythm, actor=actor_of_user(inner, user))

    return made(session, build)
