"""The negative list of a lump sum."""

from __future__ import annotations

import pytest

from matchmaker.challenges.spending_rules import CATEGORIES, USUAL_LIST, forbidden_by


@pytest.mark.parametrize(
    ("note", "line"),
    [
        ("缴纳税务滞纳金", "罚款、滞纳金、违约金"),
        ("厂房基建", "基建、装修、办公用房"),
        ("购买粘度计", None),
        ("", None),
    ],
)
def test_a_note_that_names_an_entry_is_refused_by_its_line(note: str, line: str | None) -> None:
    assert forbidden_by(USUAL_LIST, "equipment", note) == line


def test_a_kind_of_spending_may_be_on_the_list_itself() -> None:
    assert forbidden_by("劳务费", "labour", "三人三月") == "劳务费"


@pytest.mark.parametrize("category", CATEGORIES)
def test_the_usual_list_forbids_no_kind_as_such(category: str) -> None:
    assert forbidden_by(USUAL_LIST, category, "按任务书") is None


def test_blank_lines_and_dividers_forbid_nothing() -> None:
    assert forbidden_by("\n 、，\n", "other", "任何、支出") is None
