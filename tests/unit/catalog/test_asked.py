"""A search can be written down and read again."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from matchmaker.catalog.asked import newest_meeting, read_asked
from matchmaker.catalog.models import RecordKind
from matchmaker.core import clock
from tests.factories.listed import list_achievement, list_need


@pytest.mark.parametrize(
    ("given", "only", "kept"),
    [
        ({"q": [" 玻璃  强化 ", "x"]}, None, {"q": ["玻璃 强化"]}),
        ({"field": ["electronics", "no"], "sort": ["price"]}, RecordKind.NEED, {"field": ["electronics"]}),
        ({"stage": ["early"]}, None, {}),
        ({"kind": ["achievement"], "stage": ["early"]}, None, {"kind": ["achievement"], "stage": ["early"]}),
        ({"region": ["340300", "'"], "exact": ["1"]}, None, {"region": ["340300"]}),
        ({"q": ["玻璃"], "exact": ["1"]}, None, {"q": ["玻璃"], "exact": ["1"]}),
        ({}, None, {}),
    ],
)
def test_what_is_written_down_reads_as_the_same_search(
    given: dict[str, list[str]], only: RecordKind | None, kept: dict[str, list[str]]
) -> None:
    asked = read_asked(given, only)
    assert asked.arguments == kept
    assert read_asked(asked.arguments, only).arguments == kept


def test_words_of_the_same_meaning_are_left_out_when_asked_exactly() -> None:
    given = {"q": ["刚玉"]}
    assert read_asked(given, None, lambda _text: [(0, 2, ("蓝宝石",))]).query.others
    assert not read_asked({**given, "exact": ["1"]}, None, lambda _text: [(0, 2, ("蓝宝石",))]).query.others


def test_the_newest_come_first_from_an_instant_on_and_no_more_than_asked_for(session: Session) -> None:
    start = clock.now()
    for days in range(4):
        with clock.frozen(start + timedelta(days=days)):
            list_achievement(session, title=f"玻璃{days}", field_code="electronics" if days else "new_materials")
            list_need(session, title="轴承")
    words = read_asked({"q": ["玻璃"]}, None)
    assert [each.score for each in newest_meeting(session, words)] == [1, 1, 1, 1]
    late = newest_meeting(session, words, since=start + timedelta(days=2))
    assert len(late) == 2
    assert late[0].id > late[1].id
    assert newest_meeting(session, words, most=1) == late[:1]
    narrowed = read_asked({"q": ["玻璃"], "field": ["new_materials"]}, RecordKind.ACHIEVEMENT)
    assert len(newest_meeting(session, narrowed, most=2)) == 1
