"""The score of a listing: exact points, and what is missing said with what it brings."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.quality import CRITERIA, score
from tests.unit.catalog.people import ACHIEVEMENT_VALUES, NEED_VALUES

FULL: dict[str, Any] = {**NEED_VALUES, "tried_before": "试过加助滤剂，收率不变。", "contact_is_decider": True}


@pytest.mark.parametrize("kind", RecordKind)
def test_the_points_add_up_to_a_hundred(kind: RecordKind) -> None:
    assert sum(each.points for each in CRITERIA[kind]) == 100


def test_an_empty_need_scores_nothing_and_a_full_one_everything() -> None:
    assert score(RecordKind.NEED, {"title": "名称"}).value == 0
    assert score(RecordKind.NEED, FULL).value == 100
    assert score(RecordKind.NEED, FULL).missing == ()


@pytest.mark.parametrize(
    ("change", "lost"),
    [
        ({"problem": "五十字不到"}, 20),
        ({"indicators": [{"name": "收率", "target": "≥96", "method": "平均"}]}, 30),
        ({"indicators": [{"name": "收率", "target": "尽量高", "method": "平均"}] * 3}, 30),
        ({"indicators": [{**row, "method": ""} for row in FULL["indicators"]]}, 10),
        ({"budget_band": "negotiable"}, 15),
        ({"budget_band": None}, 15),
        ({"budget_band": "negotiable", "budget": 100}, 0),
        ({"deadline_months": None}, 10),
        ({"tried_before": "没有"}, 10),
        ({"contact_is_decider": False}, 5),
    ],
)
def test_each_part_of_a_need_has_its_points(change: dict[str, Any], lost: int) -> None:
    found = score(RecordKind.NEED, {**FULL, **change})
    assert found.value == 100 - lost
    assert sum(each.points for each in found.missing) == lost


def test_what_brings_most_is_named_first() -> None:
    missing = score(RecordKind.NEED, {}).missing
    assert [each.points for each in missing] == sorted((each.points for each in missing), reverse=True)
    assert missing[0].field == "indicators"


def test_an_achievement_is_asked_by_how_much_it_is_better() -> None:
    vague = {**ACHIEVEMENT_VALUES, "advantage": "明显更好"}
    assert "advantage" in {each.field for each in score(RecordKind.ACHIEVEMENT, vague).missing}
    assert "advantage" not in {each.field for each in score(RecordKind.ACHIEVEMENT, ACHIEVEMENT_VALUES).missing}


ROW = st.fixed_dictionaries({}, optional={name: st.text(max_size=8) for name in ("name", "target", "method")})
CONTENTS = st.fixed_dictionaries(
    {},
    optional={
        "problem": st.text(max_size=80),
        "indicators": st.lists(ROW, max_size=4),
        "budget_band": st.sampled_from([None, "", "negotiable", "10_50"]),
        "deadline_months": st.one_of(st.none(), st.integers(1, 120)),
        "tried_before": st.text(max_size=20),
        "contact_is_decider": st.booleans(),
    },
)


@given(CONTENTS)
def test_any_contents_have_a_score_and_the_rest_is_explained(contents: dict[str, Any]) -> None:
    found = score(RecordKind.NEED, contents)
    assert 0 <= found.value <= 100
    assert found.value + sum(each.points for each in found.missing) == 100
