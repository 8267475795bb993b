"""The fields of a target: their shape in code, the words people use for them in a data file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from matchmaker.sheets.tables.fields import Field, Kind


@dataclass(frozen=True, slots=True)
class Shape:
    """Label, kind, bound and choices (code → label) of a field."""

    label: str
    kind: Kind = Kind.TEXT
    most: int = 100
    choices: Mapping[Any, str] = field(default_factory=dict)


def fields_from(package: str, name: str, shapes: Mapping[str, Shape]) -> tuple[Field, ...]:
    """The fields of ``shapes``, in their order.

    ``data/<name>.json`` of ``package`` holds for each field the headings people
    give its column and, where they differ, other words for its choices.
    """
    text = files(package).joinpath(f"data/{name}.json").read_text(encoding="utf-8")
    told = json.loads(text)
    return tuple(_field(each, shape, told[each]) for each, shape in shapes.items())


def _field(name: str, shape: Shape, told: Mapping[str, object]) -> Field:
    headings, words = told["names"], told.get("words", {})
    if not isinstance(headings, list) or not isinstance(words, dict):
        raise TypeError(f"{name}: names must be a list, words a mapping")
    others = {str(code): tuple(said) for code, said in words.items()}
    return Field(name, shape.label, shape.kind, tuple(headings), shape.most, shape.choices, others)
