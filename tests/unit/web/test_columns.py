"""A column says once what every format then writes."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from matchmaker.web.columns import Column, Kind, as_cell, printable, table


def test_money_becomes_exact_wan_and_instants_chinese_days() -> None:
    assert as_cell(123_456_789, Kind.MONEY) == Decimal("123.456789")
    assert as_cell(datetime(2026, 3, 4, 17, 0, tzinfo=UTC), Kind.DATE) == date(2026, 3, 5)
    assert as_cell(date(2026, 3, 5), Kind.DATE) == date(2026, 3, 5)


def test_nothing_is_an_empty_cell_and_nought_is_not_nothing() -> None:
    assert [as_cell(None, kind) for kind in Kind] == [None] * 4
    assert (as_cell("", Kind.TEXT), as_cell(0, Kind.MONEY), as_cell(0, Kind.NUMBER)) == (None, 0, 0)


def test_a_date_column_takes_only_dates() -> None:
    with pytest.raises(TypeError, match="no date"):
        as_cell("2026-03-05", Kind.DATE)


def test_rows_are_made_as_they_are_asked_for() -> None:
    columns = [Column[int]("数", lambda row: row, Kind.NUMBER), Column[int]("字", str)]
    endless = iter(table(columns, iter(range(10**9))))
    assert [next(endless), next(endless)] == [[0, "0"], [1, "1"]]


def test_what_xml_cannot_hold_is_left_out_and_lines_stay_lines() -> None:
    assert printable("甲\x00\x0b\ufffe乙\r\n丙\r丁\t🙂") == "甲乙\n丙\n丁\t🙂"
