"""What both forms share: local industries by place, rows to begin with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from matchmaker.catalog.forms.need import NeedForm


@pytest.fixture(autouse=True)
def page(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def values(field: Any) -> set[str]:
    return {each.value for each in field.choices}


def test_the_citys_own_industries_are_offered() -> None:
    assert "new_display" in values(NeedForm(region_code="340304").local_industry)
    assert values(NeedForm(region_code="340400").local_industry) == {""}


def test_a_new_form_offers_rows_and_a_filled_one_keeps_its_own() -> None:
    empty = NeedForm()
    empty.offer_rows()
    assert len(empty.rows("indicators")) == 2
    filled = NeedForm(data={"indicators": [{"name": f"指标{n}"} for n in range(3)]})
    filled.offer_rows()
    assert [row["name"] for row in filled.contents()["indicators"]] == ["指标0", "指标1", "指标2"]
