"""What a person keeps has a name of its own and a rhythm that can change."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from matchmaker.catalog.asked import read_asked
from matchmaker.catalog.models import Rhythm, SavedSearch, SavedSearchHit, SearchPage
from matchmaker.catalog.services.save_search import MOST, change_search, delete_search, save_search
from matchmaker.core import clock
from matchmaker.core.errors import Conflict, Forbidden, Invalid
from tests.factories.accounts import make_user
from tests.factories.base import MAKER
from tests.factories.searches import make_saved_search
from tests.unit.catalog.people import do


def test_a_name_is_used_once_by_each_person(session: Session) -> None:
    first, second = make_user(session), make_user(session)
    make_saved_search(session, first)
    make_saved_search(session, second)
    with pytest.raises(Invalid) as refused:
        make_saved_search(session, first)
    assert "name" in refused.value.fields


def test_there_is_an_end_to_what_one_person_keeps(session: Session) -> None:
    user = make_user(session)
    for number in range(MOST):
        make_saved_search(session, user, f"搜索{number}")
    with pytest.raises(Invalid):
        make_saved_search(session, user, "再一个")


def test_nobody_in_particular_keeps_nothing(session: Session) -> None:
    with pytest.raises(Forbidden):
        do(session, lambda s: save_search(s, "甲", SearchPage.BOTH, read_asked({}, None), Rhythm.DAILY, actor=MAKER))


def test_news_begin_when_somebody_asks_to_be_told(session: Session) -> None:
    row = make_saved_search(session, make_user(session), rhythm=Rhythm.NEVER)
    assert row.due_at is None
    later = clock.now() + timedelta(days=30)
    with clock.frozen(later):
        do(session, lambda s: change_search(s, s.get_one(SavedSearch, row.id), "新名", Rhythm.WEEKLY))
    session.expire_all()
    assert (row.name, row.rhythm, row.since) == ("新名", "weekly", later)
    assert row.due_at is not None
    assert row.due_at > later
    with clock.frozen(later + timedelta(days=3)):
        do(session, lambda s: change_search(s, s.get_one(SavedSearch, row.id), "新名", Rhythm.DAILY))
    session.expire_all()
    assert row.since == later


def test_a_stale_form_and_a_taken_name_change_nothing(session: Session) -> None:
    user = make_user(session)
    row, other = make_saved_search(session, user, "甲"), make_saved_search(session, user, "乙")
    with pytest.raises(Conflict):
        do(session, lambda s: change_search(s, s.get_one(SavedSearch, row.id), "丙", Rhythm.DAILY, version=0))
    with pytest.raises(Invalid):
        do(session, lambda s: change_search(s, s.get_one(SavedSearch, row.id), other.name, Rhythm.DAILY))
    session.expire_all()
    assert row.name == "甲"


def test_what_is_given_up_leaves_nothing(session: Session) -> None:
    row = make_saved_search(session, make_user(session))
    do(session, lambda s: s.add(SavedSearchHit(search_id=row.id, record_kind="need", record_id=1)))
    do(session, lambda s: delete_search(s, s.get_one(SavedSearch, row.id)))
    assert not session.query(SavedSearch).count()
    assert not session.query(SavedSearchHit).count()
