"""The phrases by which a title is found while it is typed, and their upkeep."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, RecordKind, SearchPhrase, SearchPhraseUse
from matchmaker.catalog.models.search import LONGEST_PHRASE, LONGEST_SPELLING
from matchmaker.catalog.search import index_record
from matchmaker.catalog.search.phrases import add_phrases, miscounted, phrases_of, recount, without_phrases
from matchmaker.core.unit_of_work import transact
from matchmaker.engine.text import normalise
from tests.factories.listed import list_achievement


def test_a_title_gives_its_neighbouring_words_and_its_beginning() -> None:
    assert set(phrases_of("陶瓷膜的清洗工艺")) == {"陶瓷膜的清洗工艺", "陶瓷膜", "清洗", "清洗工艺", "工艺"}


def test_a_phrase_is_shown_as_written_and_found_as_spelled() -> None:
    found = phrases_of("ＵＴＧ玻璃強化", ["CO2"])
    assert found["utg玻璃"] == ("utg玻璃", "ＵＴＧ玻璃", "utgboli", "utgbl")
    assert found["强化"].shown == "強化"
    assert found["co2"] == ("co2", "CO2", "", "")


@pytest.mark.parametrize(
    ("title", "typed"), [("重金属去除", "zhongjinshu"), ("铝合金", "lvhejin"), ("安徽银行", "anhuiyinhang")]
)
def test_characters_sound_as_their_neighbours_say(title: str, typed: str) -> None:
    assert typed in {each.pinyin for each in phrases_of(title).values()} | {
        phrases_of(title)[title].pinyin[: len(typed)]
    }


@given(st.text(max_size=130))
def test_phrases_of_any_text_fit_their_columns(text: str) -> None:
    for plain, phrase in phrases_of(text, [text]).items():
        assert plain == phrase.plain
        assert 0 < len(phrase.plain) <= LONGEST_PHRASE >= len(phrase.shown) > 0
        assert len(phrase.pinyin) <= LONGEST_SPELLING
        assert len(phrase.initials) <= LONGEST_PHRASE
        assert (phrase.pinyin + phrase.initials).isascii()
        assert "\0" not in phrase.shown + phrase.plain


@given(st.text(alphabet="陶瓷膜玻璃強化 ＵＴＧ的，", max_size=40))
def test_phrases_are_spelled_as_the_engine_spells_what_is_typed(text: str) -> None:
    assert all(normalise(phrase.shown) == phrase.plain for phrase in phrases_of(text).values())


def test_what_was_published_in_bulk_gets_its_phrases_later(session: Session) -> None:
    row = list_achievement(session, title="柔性玻璃", keywords=[])
    transact(session, lambda inner: index_record(inner, inner.get_one(Achievement, row.id), suggest=False))
    assert not session.query(SearchPhraseUse).count()
    assert without_phrases(session, RecordKind.ACHIEVEMENT) == [row.id]
    transact(session, lambda inner: add_phrases(inner, RecordKind.ACHIEVEMENT, [row.id]))
    assert session.query(SearchPhraseUse).count() == 3
    assert not without_phrases(session, RecordKind.ACHIEVEMENT)


def test_uses_are_counted_and_the_unused_forgotten(session: Session) -> None:
    rows = [list_achievement(session, title="柔性玻璃", keywords=[]) for _twice in range(2)]
    transact(session, lambda inner: recount(inner, miscounted(inner)))
    assert {each.uses for each in session.query(SearchPhrase)} == {2}
    assert not miscounted(session)
    transact(session, lambda inner: inner.execute(delete(SearchPhraseUse)))
    transact(session, lambda inner: recount(inner, miscounted(inner)))
    assert not session.query(SearchPhrase).count()
    transact(session, lambda inner: index_record(inner, inner.get_one(Achievement, rows[0].id)))
    assert {each.plain for each in session.query(SearchPhrase)} == {"柔性玻璃", "柔性", "玻璃"}
