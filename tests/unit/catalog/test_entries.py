"""An entry holds what the public may read of a published record, and nothing else."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import AchievementState, NeedState, RecordKind, SearchEntry
from matchmaker.catalog.search import index_record, unindex_record
from matchmaker.core import clock
from matchmaker.core.unit_of_work import transact
from tests.factories.catalog import make_achievement, make_need


def entry_of(session: Session, kind: RecordKind, record_id: int) -> SearchEntry | None:
    return session.scalar(
        select(SearchEntry).where(SearchEntry.record_kind == kind, SearchEntry.record_id == record_id)
    )


def indexed(session: Session, row: object) -> SearchEntry | None:
    kind = RecordKind.NEED if type(row).__name__ == "Need" else RecordKind.ACHIEVEMENT
    key = row.id  # type: ignore[attr-defined]
    transact(session, lambda inner: index_record(inner, inner.get_one(type(row), key)))  # type: ignore[arg-type]
    return entry_of(session, kind, key)


def test_an_open_record_is_indexed_with_its_organisation_and_place(session: Session) -> None:
    row = make_achievement(session, title="超薄柔性玻璃强化", region_code="340321")
    entry = indexed(session, row)
    assert entry is not None
    assert "柔性" in entry.title_tokens.split()
    for word in ("柔性", "怀远", "测试", "陶瓷"):
        assert word in entry.tokens.split()


def test_a_masked_record_is_indexed_by_its_approved_text_and_city_alone(session: Session) -> None:
    row = make_need(
        session,
        disclosure="masked",
        region_code="340321",
        title="柔性玻璃强化",
        masked_text="某企业寻求高温合金。",
        masked_approved_at=clock.now(),
    )
    entry = indexed(session, row)
    assert entry is not None
    tokens = entry.tokens.split()
    assert {"合金", "蚌埠"} <= set(tokens)
    assert not {"玻璃", "怀远", "发酵", "测试"} & set(tokens)


def test_a_masked_text_that_nobody_approved_is_not_indexed(session: Session) -> None:
    entry = indexed(session, make_need(session, disclosure="masked", masked_text="某企业寻求高温合金。"))
    assert entry is not None
    assert "合金" not in entry.tokens.split()
    assert not entry.title_tokens.split()


@pytest.mark.parametrize("state", [state for state in NeedState if state != NeedState.PUBLISHED])
def test_what_is_not_published_has_no_entry(session: Session, state: NeedState) -> None:
    assert indexed(session, make_need(session, state)) is None


def test_what_is_for_officers_only_has_no_entry(session: Session) -> None:
    assert indexed(session, make_achievement(session, disclosure="officers_only")) is None


def test_indexing_again_keeps_one_entry_and_follows_the_record(session: Session) -> None:
    row = make_achievement(session, title="柔性玻璃")
    indexed(session, row)

    def hide(inner: Session) -> None:
        found = inner.get_one(type(row), row.id)
        found.disclosure = "officers_only"
        index_record(inner, found)

    assert indexed(session, row) is not None
    transact(session, hide)
    assert entry_of(session, RecordKind.ACHIEVEMENT, row.id) is None


def test_unindexing_takes_this_record_only(session: Session) -> None:
    achievement = make_achievement(session, AchievementState.PUBLISHED)
    need = make_need(session)
    indexed(session, achievement)
    indexed(session, need)
    transact(session, lambda inner: unindex_record(inner, RecordKind.NEED, need.id))
    assert entry_of(session, RecordKind.NEED, need.id) is None
    assert entry_of(session, RecordKind.ACHIEVEMENT, achievement.id) is not None
