"""The words of the catalogue: codes that fit their columns, labels that lead back to codes."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import inspect

from matchmaker.catalog import vocabulary
from matchmaker.catalog.models import Achievement, IpRight, Need


@pytest.mark.parametrize("model", [Achievement, Need, IpRight])
def test_every_code_fits_its_column(model: type[Any]) -> None:
    columns = inspect(model).columns
    for name, known in vocabulary.CHOICES.items():
        length = getattr(columns[name].type, "length", None) if name in columns else None
        assert length is None or max(map(len, known)) <= length, name


def test_a_label_leads_back_to_its_code() -> None:
    assert vocabulary.code_of("form", "新工艺") == "process"
    assert vocabulary.code_of("kind", "发明专利") == "invention"
    assert vocabulary.code_of("ownership", "unit") == "unit"
    assert vocabulary.code_of("form", "没有的") is None


@pytest.mark.parametrize(
    ("trl", "stage"), [(None, None), (1, "early"), (4, "early"), (5, "middle"), (7, "middle"), (8, "mature")]
)
def test_the_stage_follows_the_level(trl: int | None, stage: str | None) -> None:
    assert vocabulary.stage_of(trl) == stage


def test_each_city_sees_its_own_industries() -> None:
    assert set(vocabulary.local_industries("340304")) == {
        "new_energy",
        "new_display",
        "smart_sensors",
        "biochemicals",
    }
    assert set(vocabulary.local_industries("341600")) == {"modern_chinese_medicine"}
    assert vocabulary.local_industries("340400") == {}


def test_unknown_codes_are_left_out_of_the_labels() -> None:
    assert vocabulary.labels("transfer_modes", ["license_sole", "barter"]) == ["排他许可"]


def test_bands_leave_no_gap_between_them() -> None:
    limits = list(vocabulary.BUDGET_LIMITS.values())
    assert [upper for _lower, upper in limits[:-1]] == [lower for lower, _upper in limits[1:]]
    assert limits[-1][1] is None
