"""Keeping a search under a name, changing how it is told about, giving it up."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.catalog.asked import Asked
from matchmaker.catalog.models import Rhythm, SavedSearch, SearchPage
from matchmaker.catalog.rhythm import next_due
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Forbidden, Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version

MOST = 50


def save_search(
    session: Session, name: str, page: SearchPage, asked: Asked, rhythm: Rhythm, *, actor: Actor
) -> SavedSearch:
    """Keep a search for the actor; only what is published from now on will be news.

    Raises Invalid (field name) for a name that the actor has used already and for one search too many.
    """
    if actor.user_id is None:
        raise Forbidden
    kept = session.scalar(select(func.count()).where(SavedSearch.user_id == actor.user_id)) or 0
    if kept >= MOST:
        raise Invalid(fields={"name": [N_("最多保存 50 个搜索，请先删除不用的。")]})
    _check_name(session, actor.user_id, name)
    row = SavedSearch(user_id=actor.user_id, name=name, page=page, asked=asked.arguments)
    _tell(row, rhythm)
    session.add(row)
    session.flush()
    return row


def change_search(session: Session, row: SavedSearch, name: str, rhythm: Rhythm, *, version: int | None = None) -> None:
    """Rename it or tell about it in another rhythm. Raises Invalid (field name), Conflict for a stale version."""
    check_version(row, version)
    if name != row.name:
        _check_name(session, row.user_id, name)
    row.name = name
    if rhythm != row.rhythm:
        _tell(row, rhythm)
    session.flush()


def delete_search(session: Session, row: SavedSearch) -> None:
    """Give it up, and forget what was told about it."""
    session.delete(row)


def _tell(row: SavedSearch, rhythm: Rhythm) -> None:
    moment = clock.now()
    if row.rhythm in {None, Rhythm.NEVER}:
        row.since = moment
    row.rhythm, row.due_at = rhythm, next_due(rhythm, moment)


def _check_name(session: Session, user_id: int, name: str) -> None:
    query = select(SavedSearch.id).where(SavedSearch.user_id == user_id, SavedSearch.name == name)
    if session.scalar(query) is not None:
        raise Invalid(fields={"name": [N_("已有同名的搜索，请换一个名称。")]})
