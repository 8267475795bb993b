from typing import Any

import pytest

from matchmaker.catalog.models import Achievement, Need
from matchmaker.matching.models import Suggestion
from matchmaker.matching.shown import shown_to

PARTS = [{"term": "再生", "weight": 0.2, "half": "title"}, {"term": "钼酸铵", "weight": 0.15, "half": "body"}]
FACTS = [{"kind": "money", "fits": False, "text": "要价高"}, {"kind": "region", "fits": True, "text": "同在一个市"}]


def _suggestion(disclosure: str) -> Suggestion:
    shared: dict[str, Any] = {"disclosure": disclosure, "masked_text": "一种再生工艺", "title": "钼酸铵再生"}
    rows: dict[str, Any] = {"keywords": [], "tags": [], "indicators": []}
    return Suggestion(
        need=Need(**{**shared, "disclosure": "public", "indicators": []}),
        achievement=Achievement(**shared, **rows),
        score=0.4,
        parts=PARTS,
        rest=0.05,
        facts=FACTS,
    )


@pytest.mark.parametrize("disclosure", ["masked", "officers_only"])
def test_words_of_a_restricted_text_are_not_told_to_the_other_side(disclosure: str) -> None:
    shown = shown_to(_suggestion(disclosure), "need")
    assert "钼酸铵" not in {part["term"] for part in shown.parts}
    assert shown.is_masked


def test_what_is_hidden_goes_into_the_rest_so_that_the_sum_stays() -> None:
    shown = shown_to(_suggestion("masked"), "need")
    assert {part["term"] for part in shown.parts} == {"再生"}
    assert sum(part["weight"] for part in shown.parts) + shown.rest == pytest.approx(0.4)


def test_facts_about_restricted_fields_are_left_out() -> None:
    assert {fact["kind"] for fact in shown_to(_suggestion("masked"), "need").facts} == {"region"}


def test_a_public_record_is_explained_in_full() -> None:
    shown = shown_to(_suggestion("public"), "need")
    assert shown.parts == PARTS
    assert shown.facts == FACTS


def test_the_needs_own_word_for_a_shared_one_is_told_only_to_who_may_read_it() -> None:
    row = _suggestion("public")
    row.need.disclosure = "masked"
    row.parts = [
        {"term": "再生", "weight": 0.2, "half": "title", "said": "钼酸铵"},
        {"term": "活化", "weight": 0.1, "half": "title", "said": "再生"},
    ]
    shown = shown_to(row, "achievement")
    assert [part["term"] for part in shown.parts] == ["活化"]
    assert shown_to(row, "need").parts == row.parts
