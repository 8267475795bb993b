"""Marking notices as read."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import Notice
from matchmaker.accounts.queries import unread_notices
from matchmaker.accounts.services.inbox import mark_all_read, mark_read, sweep
from matchmaker.core import clock
from matchmaker.core.unit_of_work import transact
from tests.factories.accounts import make_user


def test_the_first_reading_counts() -> None:
    notice = Notice(user_id=1, dedup_key="k", kind="x", title="t")
    mark_read(notice)
    first = notice.read_at
    with clock.frozen(clock.now() + timedelta(hours=1)):
        mark_read(notice)
    assert notice.read_at == first


@pytest.mark.parametrize(
    ("read_days_ago", "told_days_ago", "is_kept"),
    [(179, 400, True), (181, 400, False), (None, 364, True), (None, 366, False)],
)
def test_old_notices_are_forgotten(
    session: Session, read_days_ago: int | None, told_days_ago: int, *, is_kept: bool
) -> None:
    now = clock.now()
    row = Notice(user_id=make_user(session).id, dedup_key="k", kind="x", title="t")
    row.created_at = now - timedelta(days=told_days_ago)
    row.read_at = None if read_days_ago is None else now - timedelta(days=read_days_ago)
    transact(session, lambda inner: inner.add(row))
    transact(session, sweep)
    assert (session.scalar(select(func.count()).select_from(Notice)) == 1) is is_kept


def test_only_ones_own_are_marked(session: Session) -> None:
    mine, other = make_user(session), make_user(session)
    for user in (mine, other):
        row = Notice(user_id=user.id, dedup_key=f"k{user.id}", kind="x", title="t")
        transact(session, lambda inner, row=row: inner.add(row))  # type: ignore[misc]
    transact(session, lambda inner: mark_all_read(inner, mine.id))
    assert (unread_notices(session, mine.id), unread_notices(session, other.id)) == (0, 1)
