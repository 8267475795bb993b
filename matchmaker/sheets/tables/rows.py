"""A row of the table as the contents of a record, with what has to be mended in it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from matchmaker.core.i18n import N_
from matchmaker.sheets.tables.cells import Unreadable, read_cell
from matchmaker.sheets.tables.fields import NOT_SAID, Field, plain
from matchmaker.sheets.tables.layout import Row
from matchmaker.sheets.tables.mapping import APPEND

EXTERNAL_ID, UNIT_NAME, UNIT_CODE, TITLE = "external_id", "unit_name", "unit_credit_code", "title"
BESIDE = frozenset({EXTERNAL_ID, UNIT_NAME, UNIT_CODE})
LONGEST_ID = 40
LONGEST_NOTHING = 6
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Use:
    """What one column is used for: ``field`` None appends its text under ``heading``."""

    index: int
    heading: str
    field: Field | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at a place: row number as the spreadsheet shows it, column index or None, words."""

    row: int
    column: int | None
    heading: str
    message: str


@dataclass(slots=True)
class Incoming:
    """What one row brings; it is taken only when ``problems`` is empty.

    ``remarks`` are to be noticed but stop nothing; ``places``: field → its column.
    """

    row: int
    values: dict[str, Any] = field(default_factory=dict)
    unit_name: str = ""
    unit_code: str = ""
    own_id: str = ""
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    places: dict[str, Use] = field(default_factory=dict)

    def refuse(self, message: str, use: Use | None = None) -> None:
        """Note what is wrong with the row, at a column if there is one."""
        self._note(self.problems, use, message)

    def refuse_field(self, name: str, message: str) -> None:
        """Note what is wrong with what the row says of a field, at its column if it has one."""
        self.refuse(message, self.places.get(name))

    def remark(self, name: str, message: str) -> None:
        """Note what is to be noticed about a field of the row."""
        self._note(self.remarks, self.places.get(name), message)

    def _note(self, noted: list[Problem], use: Use | None, message: str) -> None:
        """Once, however often the row is looked at."""
        problem = Problem(self.row, use.index if use else None, use.heading if use else "", message)
        if problem not in noted:
            noted.append(problem)

    def known_by(self, owner: str) -> str:
        """The id by which the same row of ``owner`` is known when it comes again: its own number, else its name."""
        own = f"#{self.own_id}" if self.own_id else plain(str(self.values.get(TITLE, "")))
        return hashlib.sha256(f"{owner}\n{own}".encode()).hexdigest()


def incoming(
    rows: Iterable[Row], uses: Iterable[Use], append_to: str, required: Mapping[str, str]
) -> Iterator[Incoming]:
    """Each row's contents; what is appended goes to the end of ``append_to``.

    ``required``: field → what a row without it is told.
    """
    used = tuple(uses)
    places = {use.field.name: use for use in used if use.field}
    for number, cells in rows:
        found = _read(Incoming(number, places=places), cells, used, append_to, required)
        if found is not None:
            yield found


def says_nothing(text: str) -> bool:
    """Whether a cell is blank, a dash or 无."""
    return len(text) <= LONGEST_NOTHING and (text.strip().lower() in NOT_SAID or not plain(text))


def _read(
    found: Incoming, cells: list[str], uses: tuple[Use, ...], append_to: str, required: Mapping[str, str]
) -> Incoming | None:
    appended, said = [], False
    for use in uses:
        text = cells[use.index] if use.index < len(cells) else ""
        if says_nothing(text):
            continue
        said = True
        if _CONTROL.search(text):
            found.refuse(N_("含有不可见的控制字符，请删除后重新粘贴。"), use)
        elif use.field is None:
            appended.append(f"{use.heading}：{text}")
        else:
            _take(found, use, use.field, text)
    if not said:
        return None
    _append(found, appended, append_to)
    if not found.problems:
        for name, message in required.items():
            if not found.values.get(name):
                found.refuse_field(name, message)
    return found


def _take(found: Incoming, use: Use, wanted: Field, text: str) -> None:
    if wanted.name in BESIDE:
        _take_beside(found, use, wanted.name, text)
        return
    try:
        values = read_cell(wanted, text, use.unit)
    except Unreadable as error:
        found.refuse(str(error), use)
        return
    found.values |= values


def _take_beside(found: Incoming, use: Use, name: str, text: str) -> None:
    if name == EXTERNAL_ID:
        found.own_id = text
        if len(text) > LONGEST_ID:
            found.refuse(N_("编号最多 {} 字。").format(LONGEST_ID), use)
    elif name == UNIT_NAME:
        found.unit_name = text
    else:
        found.unit_code = text.upper().replace(" ", "")


def _append(found: Incoming, lines: list[str], append_to: str) -> None:
    if lines:
        before = found.values.get(append_to, "")
        found.values[append_to] = "\n".join([before, *lines] if before else lines)


def uses_of(chosen: Mapping[int, tuple[str, str]], headings: Mapping[int, str], fields: Iterable[Field]) -> list[Use]:
    """The columns in use: index → (name of a field or APPEND, unit)."""
    by_name = {each.name: each for each in fields}
    found = []
    for index, (name, unit) in sorted(chosen.items()):
        heading = headings.get(index, "")
        if name == APPEND:
            found.append(Use(index, heading, None))
        elif name in by_name:
            found.append(Use(index, heading, by_name[name], unit))
    return found
