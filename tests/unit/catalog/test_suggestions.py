"""Whoever types is offered what everybody may read, by characters, by pinyin, by initials."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, AchievementState, Need, RecordKind, SearchPhrase
from matchmaker.catalog.search import index_record, unindex_record
from matchmaker.catalog.search.phrases import miscounted, recount
from matchmaker.catalog.search.suggestions import Suggestions, suggest
from matchmaker.core import clock
from matchmaker.core.unit_of_work import transact
from tests.factories.listed import list_achievement as list_with_keywords
from tests.factories.listed import list_need

BOTH = tuple(RecordKind)
list_achievement = partial(list_with_keywords, keywords=[])


def asked(session: Session, text: str, *kinds: RecordKind) -> Suggestions:
    transact(session, lambda inner: recount(inner, miscounted(inner)))
    return suggest(session, kinds or BOTH, text)


def titles(found: Suggestions) -> list[str]:
    return [each.title for each in found.titles]


@pytest.mark.parametrize(
    "typed",
    [
        "陶",
        "陶瓷膜",
        "陶瓷膜浓",
        "taocimo",
        "taoc",
        "TaoCi",
        "tcm",
        "tcmns",
        "tao'ci'mo",
        "陶瓷膜濃縮",
        "多通",
        "瓷膜浓缩",
    ],
)
def test_a_title_is_offered_however_it_is_typed(session: Session, typed: str) -> None:
    list_achievement(session, title="多通道陶瓷膜浓缩工艺")
    list_achievement(session, title="柔性玻璃")
    assert titles(asked(session, typed)) == ["多通道陶瓷膜浓缩工艺"]


@pytest.mark.parametrize("typed", ["", " ", "t", "，", "%", "_", "\\", "'", "xyz", "膜陶瓷" * 60, "\U0010ffff"])
def test_what_nobody_writes_offers_nothing(session: Session, typed: str) -> None:
    list_achievement(session, title="多通道陶瓷膜浓缩工艺")
    assert not asked(session, typed)


def test_a_listing_is_offered_by_its_keywords_too(session: Session) -> None:
    list_with_keywords(session, title="多通道过滤", keywords=["无机膜"])
    found = asked(session, "wjm")
    assert titles(found) == ["多通道过滤"]
    assert found.terms == ("无机膜",)


def test_words_that_several_listings_have_are_terms_the_longer_before_its_torso(session: Session) -> None:
    for title in ("多通道陶瓷膜", "陶瓷膜清洗", "陶瓷膜再生"):
        list_achievement(session, title=title)
    assert asked(session, "tc").terms == ("陶瓷膜",)
    assert asked(session, "陶瓷膜").terms == ()


def test_words_typed_before_go_along_and_must_be_in_the_listing_too(session: Session) -> None:
    for title in ("玻璃浓缩", "玻璃清洗", "海水浓缩", "糖液浓缩"):
        list_achievement(session, title=title)
    found = asked(session, "玻璃 nong")
    assert found.terms == ("玻璃 浓缩",)
    assert titles(found) == ["玻璃浓缩"]
    assert not asked(session, "飞机 nong")


def test_each_side_is_offered_its_own(session: Session) -> None:
    list_achievement(session, title="柔性玻璃强化")
    list_need(session, title="柔性玻璃切割")
    assert titles(asked(session, "rxbl", RecordKind.NEED)) == ["柔性玻璃切割"]
    assert set(titles(asked(session, "rxbl"))) == {"柔性玻璃强化", "柔性玻璃切割"}


def test_what_begins_as_typed_comes_first_then_the_newest(session: Session) -> None:
    for number, title in enumerate(("玻璃强化", "柔性玻璃", "超薄玻璃")):
        with clock.frozen(clock.now() + timedelta(days=number)):
            list_achievement(session, title=title)
    assert titles(asked(session, "玻璃")) == ["玻璃强化", "超薄玻璃", "柔性玻璃"]


def test_nothing_is_offered_of_what_the_public_may_not_read(session: Session) -> None:
    masked: dict[str, Any] = {
        "disclosure": "masked",
        "masked_text": "某企业寻求高温合金",
        "masked_approved_at": clock.now(),
    }
    for _twice in range(2):
        list_need(session, title="秘密玻璃", **masked)
        list_achievement(session, title="秘密玻璃", disclosure="officers_only")
        list_achievement(session, AchievementState.DRAFT, title="秘密玻璃")
    for typed in ("秘密", "mmbl", "玻璃", "高温", "某企业"):
        assert not asked(session, typed), typed


def test_what_leaves_the_public_is_no_longer_offered_even_before_it_is_counted(session: Session) -> None:
    rows = [list_achievement(session, title="柔性玻璃强化") for _twice in range(2)]
    assert asked(session, "rxbl").terms
    for row in rows:
        transact(session, partial(unindex_record, kind=RecordKind.ACHIEVEMENT, record_id=row.id))
    assert not suggest(session, BOTH, "rxbl")
    assert not asked(session, "rxbl")
    assert not session.query(SearchPhrase).count()


@pytest.mark.parametrize("change", [{"state": "withdrawn"}, {"disclosure": "masked"}, {"disclosure": "officers_only"}])
def test_a_record_hidden_behind_the_indexs_back_is_not_offered(session: Session, change: dict[str, str]) -> None:
    for _twice in range(2):
        list_achievement(session, title="柔性玻璃强化")
    assert asked(session, "rxbl")
    transact(session, lambda inner: inner.execute(update(Achievement).values(**change)))
    assert not asked(session, "rxbl")


def test_a_changed_title_is_offered_by_its_new_words_only(session: Session) -> None:
    row = list_need(session, title="柔性玻璃切割")

    def rename(inner: Session) -> None:
        found = inner.get_one(Need, row.id)
        found.title = "陶瓷膜清洗"
        index_record(inner, found)

    transact(session, rename)
    assert not asked(session, "boli")
    assert titles(asked(session, "taoci")) == ["陶瓷膜清洗"]
