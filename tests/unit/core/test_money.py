"""Money is whole 分; what people type in 万元 is taken exactly or not at all."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Float, Numeric

from matchmaker.app.wiring import FEATURES
from matchmaker.core.db import Base
from matchmaker.core.errors import Invalid
from matchmaker.core.money import FEN_PER_WAN, LARGEST_WAN, exact_wan, from_wan, to_wan

MEASURES = {"duplicate_pair.likeness", "engine_tuning.title_share", "suggestion.score", "suggestion.rest"}
AMOUNTS = st.integers(0, int(LARGEST_WAN) * FEN_PER_WAN)


@given(AMOUNTS)
def test_what_is_shown_in_a_form_comes_back_as_it_was(fen: int) -> None:
    assert from_wan(exact_wan(fen)) == fen


def test_no_column_for_money_could_hold_a_part_of_a_fen() -> None:
    """What is no whole number in the database is a measure of likeness, not money."""
    assert FEATURES
    columns = [each for table in Base.metadata.sorted_tables for each in table.columns]
    assert {str(each) for each in columns if isinstance(each.type, (Float, Numeric))} == MEASURES


@given(AMOUNTS)
def test_what_is_shown_on_a_page_is_rounded_to_a_hundred_yuan(fen: int) -> None:
    assert abs(to_wan(fen) * FEN_PER_WAN - fen) <= FEN_PER_WAN // 200


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("120", 120_000_000),
        (" 1,250.5 ", 1_250_500_000),
        ("1\uff0c250", 1_250_000_000),
        ("0.000001", 1),
        ("49.99", 49_990_000),
        ("0", 0),
        ("\uff11\uff12\uff10", 120_000_000),
        ("1e2", 100_000_000),
        (Decimal("3.5"), 3_500_000),
    ],
)
def test_amounts_as_people_type_them(text: str | Decimal, fen: int) -> None:
    assert from_wan(text) == fen


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "请填写数字"),
        ("面议", "请填写数字"),
        ("12万", "请填写数字"),
        ("NaN", "请填写数字"),
        ("Infinity", "请填写数字"),
        ("sNaN", "请填写数字"),
        ("-1", "不能为负数"),
        ("0.0000001", "精确到分"),
        ("1.0000000000000000000000000000000001", "精确到分"),
        ("100000001", "金额过大"),
        ("1e400000000", "金额过大"),
        ("1e-400000000", "精确到分"),
        (None, "请填写数字"),
    ],
)
def test_what_is_no_amount_is_told(text: str, told: str) -> None:
    with pytest.raises(Invalid, match=told):
        from_wan(text)


@given(st.text(max_size=12))
def test_any_text_is_an_amount_or_a_clear_refusal(text: str) -> None:
    with suppress(Invalid):
        assert from_wan(text) >= 0


@pytest.mark.parametrize(
    ("fen", "shown", "exact"),
    [(0, "0.00", "0"), (5_000, "0.01", "0.005"), (1_200_000, "1.20", "1.2"), (1, "0.00", "0.000001")],
)
def test_how_amounts_are_written(fen: int, shown: str, exact: str) -> None:
    assert (str(to_wan(fen)), exact_wan(fen)) == (shown, exact)
