"""Marking notices as read."""

from datetime import timedelta

from sqlalchemy.orm import Session

from matchmaker.accounts.models import Notice
from matchmaker.accounts.queries import unread_notices
from matchmaker.accounts.services.inbox import mark_all_read, mark_read
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


def test_only_ones_own_are_marked(session: Session) -> None:
    mine, other = make_user(session), make_user(session)
    for user in (mine, other):
        row = Notice(user_id=user.id, dedup_key=f"k{user.id}", kind="x", title="t")
        transact(session, lambda inner, row=row: inner.add(row))  # type: ignore[misc]
    transact(session, lambda inner: mark_all_read(inner, mine.id))
    assert (unread_notices(session, mine.id), unread_notices(session, other.id)) == (0, 1)
