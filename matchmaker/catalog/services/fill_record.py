"""Writing contents into a listing: only known columns, known codes, lengths that fit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import inspect

from matchmaker.catalog import quality, vocabulary
from matchmaker.catalog.contents import (
    CLASSIFICATION,
    COLUMNS,
    Contents,
    Record,
    contents,
    kind_of,
    row_columns,
    row_model,
)
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.pinyin import pinyin_key

REGION = "region_code"


def fill(row: Record, values: Mapping[str, Any], *, actor: Actor) -> list[str]:
    """Write ``values`` into ``row`` and return the names of what changed.

    Scores and sort keys follow. A masked text that the owning unit's own
    people write counts as approved by it; any other hand's needs approval.
    Raises Invalid for lengths and codes, ValueError for unknown columns.
    """
    kind = kind_of(row)
    columns, groups = COLUMNS[kind], row_columns(kind)
    unknown = values.keys() - columns.keys() - groups.keys() - {REGION}
    if unknown:
        raise ValueError(f"a {kind} has no {sorted(unknown)}")
    _check(type(row), values)
    before = {name: _now(row, name, groups) for name in values}
    for name in values.keys() - groups.keys():
        setattr(row, name, values[name])
    for group in values.keys() & groups.keys():
        _fill_rows(row, group, values[group])
    changed = sorted(name for name in values if _now(row, name, groups) != before[name])
    if "masked_text" in changed:
        approves = row.organization_id in actor.organization_ids and bool(row.masked_text)
        row.masked_approved_at = clock.now() if approves else None
    derive(row)
    return changed


def derive(row: Record) -> None:
    """Bring what is computed from the contents up to date, and the version with it."""
    row.title_key = pinyin_key(row.title, 400)
    row.quality = quality.score(kind_of(row), contents(row)).value
    row.updated_at = clock.now()


def check_classification(row: Record, values: Mapping[str, Any]) -> None:
    """Raise Invalid for a code that is none, ValueError for what is no classification."""
    if not values.keys() <= set(CLASSIFICATION[kind_of(row)]):
        raise ValueError(f"no classification: {sorted(values)}")
    _check(type(row), values)


def _now(row: Record, name: str, groups: Mapping[str, Mapping[str, str]]) -> Any:
    if name not in groups:
        return getattr(row, name)
    return [{column: getattr(part, column) for column in groups[name]} for part in getattr(row, name)]


def _fill_rows(row: Record, group: str, parts: list[dict[str, Any]]) -> None:
    kind = kind_of(row)
    columns, model = row_columns(kind)[group], row_model(kind, group)
    made = []
    for number, part in enumerate(parts):
        given = {name: value for name, value in part.items() if name in columns}
        _check(model, given, prefix=f"{group}-{number}-")
        defaults = {name: "" for name in columns if name != "expires_on"}
        made.append(model(**{**defaults, **given}, position=number, organization_id=row.organization_id))
    setattr(row, group, made)


def _check(model: type[Any], values: Mapping[str, Any], prefix: str = "") -> None:
    errors: dict[str, list[str]] = {}
    attributes = inspect(model).column_attrs
    for name, value in values.items():
        problem = None
        if name in vocabulary.CHOICES and name in attributes:
            problem = _choice_problem(name, value)
        if problem is None and name in attributes and isinstance(value, str):
            problem = _length_problem(getattr(attributes[name].columns[0].type, "length", None), value)
        if problem is not None:
            errors[f"{prefix}{name}"] = [problem]
    if errors:
        raise Invalid(fields=errors)


def _choice_problem(name: str, value: Any) -> str | None:
    known = vocabulary.CHOICES[name]
    codes = value if isinstance(value, list) else [value]
    strange = [code for code in codes if code not in {None, ""} and code not in known]
    return N_("请从列表中选择。") if strange else None


def _length_problem(limit: int | None, value: str) -> str | None:
    return None if limit is None or len(value) <= limit else f"最多 {limit} 字。"


def as_given(values: Mapping[str, Any]) -> Contents:
    """A copy in which blank codes are None, as the columns want them."""
    return {name: None if value == "" and name in _NULLABLE else value for name, value in values.items()}


_NULLABLE = frozenset(vocabulary.CHOICES) - {"disclosure", "level_claim", "source", "kind", "status"}
