"""What submission and publication demand: nothing more than the list says."""

from __future__ import annotations

from typing import Any

import pytest

from matchmaker.catalog import mandatory
from matchmaker.catalog.models import RecordKind
from tests.unit.catalog.people import ACHIEVEMENT_VALUES, NEED_CLASSES, NEED_VALUES

NEED, ACHIEVEMENT = RecordKind.NEED, RecordKind.ACHIEVEMENT


def test_the_listed_fields_suffice() -> None:
    assert mandatory.for_submit(NEED, NEED_VALUES) == {}
    assert mandatory.for_submit(ACHIEVEMENT, ACHIEVEMENT_VALUES) == {}


def test_an_empty_form_names_every_field() -> None:
    assert set(mandatory.for_submit(NEED, {})) == {
        "title",
        "problem",
        "indicators",
        "deadline_months",
        "budget_band",
        "disclosure",
    }
    assert set(mandatory.for_submit(ACHIEVEMENT, {})) == {
        "title",
        "one_liner",
        "problem_solved",
        "advantage",
        "completed_by",
        "trl",
        "ip_status",
        "transfer_modes",
        "secrecy_cleared",
    }


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"problem": "字" * 49}, "problem"),
        ({"problem": "  " + "字" * 49 + "  "}, "problem"),
        ({"indicators": [{"name": "收率", "target": ""}]}, "indicators"),
        ({"indicators": [{"name": "", "target": "96"}]}, "indicators"),
    ],
)
def test_just_short_is_not_enough(change: dict[str, Any], field: str) -> None:
    assert set(mandatory.for_submit(NEED, {**NEED_VALUES, **change})) == {field}


@pytest.mark.parametrize(
    "change",
    [{"problem": "字" * 50}, {"indicators": [], "not_quantifiable": True}, {"budget_band": "negotiable"}],
)
def test_just_enough_is_enough(change: dict[str, Any]) -> None:
    assert mandatory.for_submit(NEED, {**NEED_VALUES, **change}) == {}


def test_what_may_not_be_public_is_told_apart_from_what_was_not_answered() -> None:
    refused = mandatory.for_submit(ACHIEVEMENT, {**ACHIEVEMENT_VALUES, "secrecy_cleared": False})
    assert refused == {"secrecy_cleared": ["结论为不可公开的成果不能在本平台登记。"]}


def test_publication_demands_the_classification() -> None:
    assert set(mandatory.for_publish(NEED, {})) == {"field_code", "need_type", "region_code"}
    assert mandatory.for_publish(NEED, NEED_CLASSES) == {}
    assert set(mandatory.for_publish(ACHIEVEMENT, {})) == {"field_code", "ownership"}
