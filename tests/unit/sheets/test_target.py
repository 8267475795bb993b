"""Every target is whole: its fields, its words, its pages, and its own template, which it understands."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from matchmaker.app.wiring import SHEET_TARGETS
from matchmaker.sheets.models import SheetKind
from matchmaker.sheets.tables import mapping, sandbox
from matchmaker.sheets.tables.fields import plain
from matchmaker.sheets.tables.layout import Column
from matchmaker.sheets.tables.template import heading, write_template
from matchmaker.sheets.target import Target

pytestmark = pytest.mark.parametrize("target", SHEET_TARGETS.values(), ids=SHEET_TARGETS)


def test_what_is_named_is_there(app: Flask, target: Target) -> None:
    names = {each.name for each in target.fields}
    assert set(SHEET_TARGETS) == set(SheetKind)
    assert target.required.keys() <= names
    assert target.append_to is None or target.append_to[0] in names
    assert set(target.endpoints.values()) <= set(app.view_functions)
    assert target.endpoints.keys() - {"next"} == {"list", "upload", "template"}
    assert ("next" in target.endpoints) == bool(target.words.next)


def test_no_two_fields_claim_one_heading(target: Target) -> None:
    for each in target.fields:
        others = [other for other in target.fields if other is not each]
        rivals = [other.name for other in others if plain(each.label) in map(plain, other.names)]
        assert not rivals, f"{each.label}: {rivals}"


def test_its_own_template_needs_no_answer(target: Target, tmp_path: Path) -> None:
    columns = [Column(index, heading(each), ("5",)) for index, each in enumerate(target.fields)]
    found = mapping.guess(columns, target.fields)
    assert [each.field for each in found] == [each.name for each in target.fields]
    assert not any(each.asks or each.asks_unit for each in found)
    path = tmp_path / "template.xlsx"
    write_template(path, target.fields, target.notes, target.needed, target.words.help, {"region_code": ["怀远县"]})
    with pytest.raises(Exception, match="没有数据"):
        sandbox.read_file(path, tmp_path / "rows")
