"""Both databases find the same entries for the same terms."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from matchmaker.catalog.models import SearchEntry
from matchmaker.catalog.search.fulltext import full_text
from matchmaker.catalog.search.tokens import Meaning, index_terms, parse
from matchmaker.core.unit_of_work import transact

TEXTS = {
    1: ("超薄柔性玻璃", "30微米UTG的离子交换强化，μm级公差"),
    2: ("锂离子电池负极", "硅碳材料，PM2.5无关，玻璃封装"),
    3: ("发酵液浓缩", "陶瓷膜，収率97%，𠮷字"),
}


def fill(session: Session) -> None:
    def call(inner: Session) -> None:
        for number, (title, body) in TEXTS.items():
            tokens = index_terms(f"{title}\n{body}")
            entry = SearchEntry(record_kind="need", record_id=number, disclosure="public", tokens=tokens)
            entry.title_tokens = index_terms(title)
            inner.add(entry)

    transact(session, call)


def found(session: Session, query: str, meanings: Callable[[str], list[Meaning]] = lambda _text: []) -> set[int]:
    ids = full_text(session).meeting(word.choices for word in parse(query, meanings).words)
    rows = session.query(SearchEntry.record_id).where(SearchEntry.id.in_(ids))
    return {row.record_id for row in rows}


def test_entries_are_found_by_every_kind_of_term(session: Session) -> None:
    fill(session)
    expected = {
        "玻璃": {1, 2},
        "玻璃 电池": {2},
        "utg": {1},
        "30": {1},
        "μm": {1},
        "PM2.5": {2},
        "膜": {3},
        "𠮷": {3},
        "97": {3},
        "飞机": set(),
    }
    assert {query: found(session, query) for query in expected} == expected


def test_the_index_follows_changes_of_an_entry(session: Session) -> None:
    fill(session)

    def change(inner: Session) -> None:
        first, second, _third = inner.query(SearchEntry).order_by(SearchEntry.id)
        first.tokens = index_terms("陶瓷")
        inner.delete(second)

    transact(session, change)
    assert found(session, "玻璃") == set()
    assert found(session, "陶瓷") == {1, 3}


def test_a_word_in_the_place_of_another_will_do_but_only_for_that_one(session: Session) -> None:
    fill(session)

    def meanings(text: str) -> list[Meaning]:
        at = text.find("盖板")
        return [(at, at + 2, ("玻璃", "陶瓷膜", "飞机"))] if at >= 0 else []

    expected = {"盖板": {1, 2, 3}, "盖板 电池": {2}, "浓缩盖板": {3}, "盖板 飞机": set()}
    assert {query: found(session, query, meanings) for query in expected} == expected
