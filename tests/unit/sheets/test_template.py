"""The templates: every field a column, choices to pick from, and the product reads them back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.sheet_fields import NOTES, fields
from matchmaker.sheets.tables import mapping, sandbox
from matchmaker.sheets.tables.layout import Column, find_layout
from matchmaker.sheets.tables.template import heading, write_template


def written(kind: RecordKind, path: Path) -> Any:
    write_template(path, fields(kind), NOTES, frozenset({"title"}), ["第一行是列名。"])
    return openpyxl.load_workbook(path)


@pytest.mark.parametrize("kind", list(RecordKind))
def test_every_heading_is_understood_as_its_own_field(kind: RecordKind) -> None:
    columns = [Column(index, heading(each), ("1",)) for index, each in enumerate(fields(kind))]
    guesses = mapping.guess(columns, fields(kind))
    assert [each.field for each in guesses] == [each.name for each in fields(kind)]
    assert not [each for each in guesses if each.asks or each.asks_unit]


@pytest.mark.parametrize("kind", list(RecordKind))
def test_choices_can_be_picked_and_notes_read(kind: RecordKind, tmp_path: Path) -> None:
    book = written(kind, tmp_path / "template.xlsx")
    page, lists = book.worksheets[0], book["选项"]
    columns = {cell.value: cell for cell in page[1]}
    assert columns[next(each.label for each in fields(kind) if each.name == "title")].comment is not None
    rule = next(
        each for each in page.data_validations.dataValidation if columns["高新领域"].column_letter in str(each.sqref)
    )
    assert rule.type == "list"
    assert lists.sheet_state == "hidden"
    offered = [cell.value for cell in lists[columns["高新领域"].column_letter] if cell.value]
    assert "电子信息" in offered
    assert book["填写说明"]["A1"].value == "第一行是列名。"


def test_a_filled_template_is_read_back(tmp_path: Path) -> None:
    book = written(RecordKind.ACHIEVEMENT, tmp_path / "template.xlsx")
    page = book.worksheets[0]
    page.cell(2, 2, "银浆")
    book.save(tmp_path / "filled.xlsx")
    found = sandbox.read_file(tmp_path / "filled.xlsx", tmp_path / "rows")
    assert (found.sheet, found.others) == ("数据", ())
    layout = find_layout(
        list(sandbox.stored_rows(tmp_path / "rows")), mapping.known_headings(fields(RecordKind.ACHIEVEMENT))
    )
    assert layout is not None
    assert layout.head == (1,)
