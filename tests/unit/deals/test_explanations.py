"""The grounds of a decision add up, and say no more than their reader may know."""

import pytest

from matchmaker.deals.explanations import REST, shown

SNAPSHOT = {
    "score": 0.469178,
    "level": "strong",
    "parts": [
        {"term": "乳酸", "weight": 0.12345, "half": "title"},
        {"term": "乳酸", "weight": 0.04, "half": "body"},
        {"term": "提纯", "weight": 0.0999, "half": "body"},
    ],
    "rest": 0.2,
    "facts": [
        {"kind": "money", "fits": False, "text": "预算不够"},
        {"kind": "field", "fits": True, "text": "领域一致"},
        {"kind": "region", "fits": None, "text": "不在同一个市"},
        {"kind": "empty", "fits": True, "text": ""},
    ],
}


def test_parts_add_up_to_the_total_as_shown() -> None:
    grounds = shown(SNAPSHOT, in_full=True)
    assert grounds.total == 46.9
    assert [part["label"] for part in grounds.parts] == ["乳酸", "提纯", REST]
    assert round(sum(part["points"] for part in grounds.parts), 1) == 46.9


def test_facts_are_named_by_whether_they_fit() -> None:
    facts = shown(SNAPSHOT, in_full=True).facts
    assert [fact["kind"] for fact in facts] == ["conflict", "match", "close"]


def test_held_back_shows_no_terms_and_only_public_facts() -> None:
    grounds = shown(SNAPSHOT, in_full=False)
    assert grounds.level == "strong"
    assert grounds.parts == []
    assert [fact["text"] for fact in grounds.facts] == ["领域一致", "不在同一个市"]


@pytest.mark.parametrize("in_full", [True, False])
def test_an_empty_snapshot_shows_nothing(in_full: bool) -> None:  # noqa: FBT001
    grounds = shown({}, in_full=in_full)
    assert (grounds.level, grounds.total, grounds.parts, grounds.facts) == ("none", 0.0, [], [])
