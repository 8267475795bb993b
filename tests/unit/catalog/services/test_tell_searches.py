"""Who keeps a search is told of what is new in it: once, in time, and only of what all may read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.accounts.models import User
from matchmaker.catalog.jobs import register_digests
from matchmaker.catalog.models import Achievement, Rhythm, SavedSearch, SearchPage
from matchmaker.config import Settings
from matchmaker.core import clock
from matchmaker.core.jobs import JobRegistry
from matchmaker.core.outbox import OutboxMessage
from matchmaker.core.worker import Worker
from matchmaker.matching.synonyms import LexiconSynonyms
from tests.factories.accounts import make_user
from tests.factories.listed import list_achievement, list_need
from tests.factories.searches import make_saved_search
from tests.factories.tuning import make_tuning
from tests.unit.catalog.people import do

After = Callable[[float], list[dict[str, Any]]]


@pytest.fixture
def after(session: Session, sessions: sessionmaker[Session], settings: Settings) -> After:
    """What is told when the job runs so many days from the start of the test."""
    start = clock.now()

    def run(days: float) -> list[dict[str, Any]]:
        do(session, lambda s: s.execute(delete(OutboxMessage)))
        registry = JobRegistry()
        register_digests(registry, LexiconSynonyms)
        with clock.frozen(start + timedelta(days=days)):
            Worker(sessions, registry, settings).drain()
        session.expire_all()
        return list(session.scalars(select(OutboxMessage.payload).where(OutboxMessage.channel == "notice")))

    return run


def test_what_is_new_is_told_once_with_its_address(session: Session, after: After, settings: Settings) -> None:
    user = make_user(session)
    list_achievement(session, title="旧玻璃")
    saved = make_saved_search(session, user)
    new = list_achievement(session, title="柔性玻璃")
    list_achievement(session, title="轴承")
    (told,) = after(1.5)
    assert told["user_id"] == user.id
    assert told["title"] == "“玻璃”有 1 条新记录"
    assert "柔性玻璃（" in told["body"]
    assert f"{settings.base_url}/achievements/{new.id}" in told["body"]
    assert "旧玻璃" not in told["body"]
    assert told["href"] == f"/my/searches/{saved.id}"
    assert after(2.5) == []
    assert after(3.5) == []


def test_published_anew_it_is_not_told_again(session: Session, after: After) -> None:
    make_saved_search(session, make_user(session))
    list_achievement(session, title="柔性玻璃")
    assert after(1.5)
    again = clock.now() + timedelta(days=2)
    do(session, lambda s: s.execute(update(Achievement).values(published_at=again)))
    assert after(3) == []


def test_nothing_new_and_nothing_due_is_no_message(session: Session, after: After) -> None:
    make_saved_search(session, make_user(session), rhythm=Rhythm.NEVER)
    weekly = make_saved_search(session, make_user(session), rhythm=Rhythm.WEEKLY)
    assert after(8) == []
    due = weekly.due_at
    assert due is not None
    list_need(session, title="玻璃切割")
    days = (due - clock.now()) / timedelta(days=1)
    assert after(days - 0.1) == []
    assert weekly.due_at == due


def test_what_is_not_public_any_more_or_never_was_is_not_told(session: Session, after: After) -> None:
    make_saved_search(session, make_user(session))
    hidden = list_achievement(session, title="玻璃甲")
    taken = list_achievement(session, title="玻璃乙")
    list_need(session, title="玻璃丙", disclosure="officers_only")
    masked = list_need(
        session, title="玻璃丁", disclosure="masked", masked_text="寻求玻璃。", masked_approved_at=clock.now()
    )
    do(session, lambda s: setattr(s.get_one(Achievement, hidden.id), "disclosure", "officers_only"))
    do(session, lambda s: s.execute(update(Achievement).where(Achievement.id == taken.id).values(state="withdrawn")))
    (told,) = after(1.5)
    assert f"/needs/{masked.id}" in told["body"]
    assert "寻求玻璃" in told["body"]
    for secret in ("玻璃甲", "玻璃乙", "玻璃丙", "玻璃丁", masked.organization.name):
        assert secret not in told["body"]


def test_filters_sides_and_synonyms_count(session: Session, after: After) -> None:
    make_tuning(session)
    user = make_user(session)
    make_saved_search(session, user, "刚玉", q=["刚玉"], field=["electronics"], page=SearchPage.ACHIEVEMENTS)
    list_achievement(session, title="蓝宝石衬底", field_code="electronics")
    list_achievement(session, title="刚玉坩埚", field_code="new_materials")
    list_need(session, title="刚玉切割", field_code="electronics")
    (told,) = after(1.5)
    assert "蓝宝石衬底" in told["body"]
    assert "坩埚" not in told["body"]
    assert "切割" not in told["body"]


def test_a_long_list_is_cut_and_nothing_of_it_told_again(session: Session, after: After) -> None:
    make_saved_search(session, make_user(session))
    for number in range(22):
        list_need(session, title=f"玻璃{number}")
    (told,) = after(1.5)
    assert "另有 2 条" in told["body"]
    assert after(2.5) == []


@pytest.mark.parametrize(("state", "kept"), [("suspended", 2), ("erased", 0)])
def test_who_is_gone_is_not_told_and_who_is_erased_keeps_nothing(
    session: Session, after: After, state: str, kept: int
) -> None:
    user = make_user(session)
    make_saved_search(session, user)
    make_saved_search(session, user, "不提醒的", rhythm=Rhythm.NEVER)
    list_need(session, title="玻璃切割")
    do(session, lambda s: s.execute(update(User).values(state=state)))
    assert after(1.5) == []
    assert session.query(SavedSearch).count() == kept
