"""The fields that columns may hold are those of the records, and no heading belongs to two."""

from __future__ import annotations

from collections import Counter

import pytest

from matchmaker.catalog import vocabulary
from matchmaker.catalog.contents import COLUMNS
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.sheet_fields import NOTES, _data, field_of, fields
from matchmaker.sheets.tables.fields import plain
from matchmaker.sheets.tables.rows import BESIDE

KINDS = list(RecordKind)


@pytest.mark.parametrize("kind", KINDS)
def test_fields_are_columns_of_the_record(kind: RecordKind) -> None:
    names = {each.name for each in fields(kind)}
    assert names - {"price", "indicators"} - BESIDE <= COLUMNS[kind].keys()
    assert {"title", "field_code"} <= names


@pytest.mark.parametrize("kind", KINDS)
def test_no_heading_belongs_to_two_fields(kind: RecordKind) -> None:
    owners = Counter(name for each in fields(kind) for name in {plain(text) for text in each.names})
    assert [name for name, count in owners.items() if count > 1] == []


def test_words_belong_to_known_choices_and_to_one_each() -> None:
    for name, words in _data("sheet_words").items():
        known = {str(code) for code in vocabulary.TRL_LABELS} if name == "trl" else vocabulary.CHOICES[name].keys()
        assert words.keys() <= set(known), name
        counted = Counter(plain(word) for others in words.values() for word in others)
        assert [word for word, count in counted.items() if count > 1] == [], name


def test_notes_speak_of_known_fields() -> None:
    assert NOTES.keys() <= {each.name for kind in KINDS for each in fields(kind)}


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(KeyError):
        field_of(RecordKind.NEED, "trl")
