"""A row of the table as the contents of a record, with what has to be mended in it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from matchmaker.catalog.sheets.cells import Unreadable, read_cell
from matchmaker.catalog.sheets.fields import NOT_SAID, Field, plain
from matchmaker.catalog.sheets.layout import Row
from matchmaker.catalog.sheets.mapping import APPEND
from matchmaker.core.i18n import N_

EXTERNAL_ID, UNIT_NAME, UNIT_CODE, TITLE = "external_id", "unit_name", "unit_credit_code", "title"
BESIDE = frozenset({EXTERNAL_ID, UNIT_NAME, UNIT_CODE})
LONGEST_ID = 40
LONGEST_NOTHING = 6
NOT_EVALUATED = "not_evaluated"
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
    """What one row brings; it is taken only when ``problems`` is empty."""

    row: int
    values: dict[str, Any] = field(default_factory=dict)
    unit_name: str = ""
    unit_code: str = ""
    own_id: str = ""
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, message: str, use: Use | None = None) -> None:
        """Note what is wrong with the row, at a column if there is one."""
        heading = use.heading if use else ""
        self.problems.append(Problem(self.row, use.index if use else None, heading, message))

    def known_by(self, owner: str) -> str:
        """The id by which the same row of ``owner`` is known when it comes again: its own number, else its name."""
        own = f"#{self.own_id}" if self.own_id else plain(str(self.values.get(TITLE, "")))
        return hashlib.sha256(f"{owner}\n{own}".encode()).hexdigest()


def incoming(rows: Iterable[Row], uses: Iterable[Use], append_to: str) -> Iterator[Incoming]:
    """Each row's contents; what is appended goes to the end of ``append_to``."""
    used = tuple(uses)
    for number, cells in rows:
        found = _read(number, cells, used, append_to)
        if found is not None:
            yield found


def says_nothing(text: str) -> bool:
    """Whether a cell is blank, a dash or 无."""
    return len(text) <= LONGEST_NOTHING and (text.strip().lower() in NOT_SAID or not plain(text))


def _read(number: int, cells: list[str], uses: tuple[Use, ...], append_to: str) -> Incoming | None:
    found, appended, said = Incoming(number), [], False
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
    _compare(found)
    if not found.values.get(TITLE) and not found.problems:
        found.refuse(N_("没有名称。"), next((use for use in uses if use.field and use.field.name == TITLE), None))
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


def _compare(found: Incoming) -> None:
    """What no cell can tell by itself."""
    low, high = found.values.get("price_min"), found.values.get("price_max")
    if low is not None and high is not None and low > high:
        found.refuse(N_("期望价格的下限大于上限。"))
    claimed = found.values.get("level_claim", NOT_EVALUATED) != NOT_EVALUATED
    if claimed and not (found.values.get("evaluation_method") and found.values.get("evaluation_body")):
        found.refuse(N_("填写成果水平须同时有评价方式和评价机构。"))


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
