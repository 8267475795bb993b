from collections.abc import Sequence
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.catalog.models import Achievement, Need
from matchmaker.matching import pages

weights = st.floats(min_value=0.0001, max_value=0.2, allow_nan=False)


def _part(term: str, weight: float, half: str = "body") -> dict[str, Any]:
    return {"term": term, "weight": weight, "half": half}


@given(st.lists(weights, max_size=12), weights)
def test_the_points_shown_add_up_to_the_score_shown(listed: Sequence[float], rest: float) -> None:
    score = sum(listed) + rest
    exact = [value * 1000 for value in (*listed, rest)]
    assert sum(pages.rounded(exact, round(score * 1000))) == round(score * 1000)


def test_the_two_halves_of_a_term_are_one_row(app: Flask) -> None:
    parts = [_part("陶瓷膜", 0.2, "title"), _part("陶瓷膜", 0.1), _part("浓缩", 0.05)]
    with app.test_request_context():
        rows = pages.contributions(parts, 0.01, 0.36)
    assert [row["label"] for row in rows] == ["陶瓷膜", "浓缩", "其他词语"]
    assert round(sum(row["points"] for row in rows), 1) == 36.0


def test_what_weighs_more_in_both_halves_together_stands_first(app: Flask) -> None:
    parts = [_part("浓缩", 0.12), _part("膜", 0.1), _part("膜", 0.1, "title")]
    with app.test_request_context():
        assert [row["label"] for row in pages.contributions(parts, 0.0, 0.32)] == ["膜", "浓缩"]


def test_a_word_that_the_need_only_means_is_told_with_the_needs_own(app: Flask) -> None:
    parts = [{**_part("蓝宝石", 0.2), "said": "刚玉"}, _part("蓝宝石", 0.1, "title"), _part("抛光", 0.05)]
    with app.test_request_context():
        rows = pages.contributions(parts, 0.0, 0.35)
    assert [row["label"] for row in rows] == ["蓝宝石（需求写作“刚玉”）", "蓝宝石", "抛光"]
    assert [each.in_need for each in pages.shared_terms(parts)] == ["刚玉", "蓝宝石", "抛光"]
    assert [each.term for each in pages.shared_terms(parts)] == ["蓝宝石", "蓝宝石", "抛光"]


def test_shared_terms_are_marked_where_they_stand() -> None:
    assert pages.marked("用陶瓷膜浓缩", ["陶瓷膜"]) == [("用", None), ("陶瓷膜", 0), ("浓缩", None)]
    assert pages.marked("无关的话", ["陶瓷膜"]) == [("无关的话", None)]


def test_empty_sections_are_left_out(app: Flask) -> None:
    need = Need(one_liner="", problem="滤渣含水高", background="", tried_before="", research_content="", indicators=[])
    achievement = Achievement(
        one_liner="", problem_solved="", advantage="收率高", summary="", indicators=[], keywords=[], tags=[]
    )
    with app.test_request_context():
        assert [section.title for section in pages.need_sections(need, [])] == ["主要技术问题"]
        assert [section.title for section in pages.achievement_sections(achievement, [])] == ["好在哪里"]


@pytest.mark.parametrize(("fits", "kind"), [(True, "match"), (False, "conflict"), (None, "close")])
def test_facts_say_by_word_whether_they_fit(app: Flask, *, fits: bool | None, kind: str) -> None:
    with app.test_request_context():
        assert pages.fact_items([{"kind": "money", "fits": fits, "text": "预算够"}]) == [
            {"kind": kind, "text": "预算够"}
        ]


def test_terms_keep_one_hue_each() -> None:
    terms = pages.shared_terms([_part("膜", 0.2), _part("浓缩", 0.1), _part("膜", 0.1, "title")])
    assert [each.term for each in terms] == ["膜", "浓缩"]
