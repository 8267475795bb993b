"""A bid is complete or says what is missing, and survives the envelope."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.challenges.bid_content import BidContent, Member, Stage, problems, require_complete
from matchmaker.core.errors import Invalid
from tests.unit.challenges.stage import STAGES, content

TEXTS = st.text(max_size=20)


@given(
    st.builds(
        BidContent,
        leader=TEXTS,
        plan=TEXTS,
        price=st.integers(),
        members=st.lists(st.builds(Member, TEXTS, TEXTS), max_size=3).map(tuple),
        partners=st.lists(TEXTS, max_size=3).map(tuple),
        milestones=st.lists(st.builds(Stage, TEXTS, st.dates(), st.integers(0, 100)), max_size=3).map(tuple),
    )
)
def test_what_was_written_is_read(bid: BidContent) -> None:
    assert BidContent.from_json(json.loads(json.dumps(bid.as_json()))) == bid


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"leader": " "}, "leader"),
        ({"plan": "太短"}, "plan"),
        ({"price": 0}, "price"),
        ({"price": 1001}, "price"),
        ({"members": (Member("某某", ""),)}, "members-0-duty"),
        ({"members": (Member("某某", "配方"), Member("某" * 41, "配方"))}, "members-1-name"),
        ({"partners": ("单位",) * 31}, "partners"),
        ({"partners": ("单位", "单" * 121)}, "partners-1"),
        ({"plan": "看不见的字符\0" * 20}, "plan"),
        ({"milestones": ()}, "milestones"),
        ({"milestones": STAGES[:1]}, "milestones"),
        ({"milestones": STAGES[::-1]}, "milestones"),
        ({"milestones": (Stage("", date(2027, 1, 1), 100),)}, "milestones-0-title"),
        ({"milestones": (Stage("标" * 201, date(2027, 1, 1), 100),)}, "milestones-0-title"),
    ],
)
def test_what_is_missing_is_named_at_its_field(change: dict[str, object], field: str) -> None:
    given_values: dict[str, object] = {"price": 1000, **change}
    found = problems(content(**given_values), reward=1000)  # type: ignore[arg-type]  # wrong on purpose
    assert list(found) == [field]


def test_a_complete_bid_passes_and_an_incomplete_one_does_not() -> None:
    require_complete(content(price=1000), reward=1000)
    with pytest.raises(Invalid):
        require_complete(content(price=1001), reward=1000)
