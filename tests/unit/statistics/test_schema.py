"""Values leave in the plain types of the standard."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.core.money import FEN_PER_WAN
from matchmaker.statistics.open_data.schema import Type, plain


@pytest.mark.parametrize(
    ("value", "kind", "wanted"),
    [
        ("", Type.STRING, None),
        ([], Type.STRING, None),
        (["许可", "入股"], Type.STRING, "许可、入股"),
        (datetime(2026, 3, 5, 17, tzinfo=UTC), Type.DATE, "2026-03-06"),
        (date(2026, 3, 5), Type.DATE, "2026-03-05"),
        (False, Type.BOOLEAN, False),
        (0, Type.INTEGER, 0),
        (0, Type.WAN, 0),
    ],
)
def test_values_as_the_file_holds_them(value: object, kind: Type, wanted: object) -> None:
    assert plain(value, kind) == wanted


@given(st.integers(0, 10**13))
def test_money_loses_nothing(fen: int) -> None:
    shown = plain(fen, Type.WAN)
    assert isinstance(shown, int | float)
    assert round(shown * FEN_PER_WAN) == fen
