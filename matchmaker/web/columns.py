"""What a list's file shows: its columns, declared once and written the same in every format."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar

from flask_babel import gettext as _

from matchmaker.core import clock
from matchmaker.core.money import FEN_PER_WAN

T = TypeVar("T")
Cell = str | int | float | Decimal | date | None
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
WIDTHS = {"text": 24, "number": 10, "money": 16, "date": 14}
# What XML, and so a workbook or a Word document, cannot hold.
_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Kind(StrEnum):
    """How a value is written: text as it is, money given in 分 as 万元, dates as days in China."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"


@dataclass(frozen=True)
class Column(Generic[T]):
    """A heading and how a row's value is found; ``width`` in characters, 0: by the kind.

    ``labels``: the words for a value that is a code; KeyError for a code without.
    """

    heading: str
    value: Callable[[T], Any]
    kind: Kind = Kind.TEXT
    width: int = 0
    labels: Mapping[str, str] | None = None

    @property
    def shown_width(self) -> int:
        return self.width or WIDTHS[self.kind]

    def cell(self, row: T) -> Cell:
        """The value as a file holds it; None where there is none."""
        value = self.value(row)
        if value is None or value == "":
            return None
        return as_cell(self.labels[value] if self.labels else value, self.kind)


def as_cell(value: Any, kind: Kind) -> Cell:
    """``value`` by its kind: 分 become exact 万元, instants the Chinese day on which they fall."""
    if value is None or value == "":
        return None
    if kind is Kind.MONEY:
        return Decimal(value) / FEN_PER_WAN
    if kind is Kind.DATE:
        return clock.china_date(value) if isinstance(value, datetime) else as_date(value)
    if kind is Kind.NUMBER:
        return value  # type: ignore[no-any-return]  # a number by the column's own word
    return str(value)


def as_date(value: Any) -> date:
    """``value``, which must be a day; TypeError for anything else."""
    if not isinstance(value, date):
        raise TypeError(f"{value!r} is no date")
    return value


def begins_formula(text: str) -> bool:
    """Whether a spreadsheet would take ``text`` for something to compute."""
    if text[:1].isalnum():  # as nearly every text, in a tenth of the time
        return False
    return printable(text).startswith(FORMULA_STARTS)


def printable(text: str) -> str:
    """``text`` with the line feed as its only line break and without what XML cannot hold."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def translated(columns: Sequence[Column[T]]) -> list[Column[T]]:
    """The columns with their headings and labels in the reader's language, looked up once for all rows."""
    return [replace(column, heading=_(column.heading), labels=_translated(column.labels)) for column in columns]


def _translated(labels: Mapping[str, str] | None) -> dict[str, str] | None:
    return None if labels is None else {code: str(_(label)) for code, label in labels.items()}


def table(columns: Sequence[Column[T]], rows: Iterable[T]) -> Iterable[list[Cell]]:
    """One list of cells a row, made as it is asked for."""
    for row in rows:
        yield [column.cell(row) for column in columns]
