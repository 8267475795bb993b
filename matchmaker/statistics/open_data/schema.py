"""How an open data set describes itself, in the words of the Frictionless standards.

Data Package and Table Schema, version 1 (specs.frictionlessdata.io): names of
properties and of types are theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.i18n import N_
from matchmaker.core.money import FEN_PER_WAN

Value = str | int | float | bool | None


class Type(StrEnum):
    """Types of the Table Schema; WAN is a number that we keep in 分 and give in 万元."""

    INTEGER = "integer"
    NUMBER = "number"
    STRING = "string"
    BOOLEAN = "boolean"
    DATE = "date"
    YEAR = "year"
    URI = "uri"
    WAN = "wan"


TYPE_LABELS = {
    Type.INTEGER: N_("整数"),
    Type.NUMBER: N_("数字"),
    Type.STRING: N_("文本"),
    Type.BOOLEAN: N_("是否"),
    Type.DATE: N_("日期"),
    Type.YEAR: N_("年份"),
    Type.URI: N_("网址"),
    Type.WAN: N_("数字"),
}
# What the standard calls those of ours that it does not know: (type, format).
_STANDARD = {Type.URI: ("string", "uri"), Type.WAN: ("number", "default")}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the file, what it means, in what unit, where it comes from."""

    name: str
    title: str
    meaning: str
    type: Type
    source: str
    unit: str = ""

    def descriptor(self) -> dict[str, str]:
        """The field descriptor of the Table Schema, with our ``unit`` and ``source`` beside."""
        kind, form = _STANDARD.get(self.type, (self.type.value, "default"))
        told = {"title": _(self.title), "description": _(self.meaning), "source": _(self.source)}
        unit = {"unit": _(self.unit)} if self.unit else {}
        return {"name": self.name, "type": kind, "format": form, **told, **unit}


@dataclass(frozen=True, slots=True)
class Dataset:
    """One data set. ``rows`` yields a mapping for each row, read as it is asked for and by few statements."""

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[Session, str], Iterable[Mapping[str, Any]]]
    key: tuple[str, ...] = ("id",)
    watches: tuple[str, ...] = ()

    def values(self, row: Mapping[str, Any]) -> dict[str, Value]:
        """What of ``row`` goes out: the columns of the dictionary in their order, nothing beside them."""
        return {column.name: plain(row.get(column.name), column.type) for column in self.columns}


def plain(value: Any, kind: Type) -> Value:
    """``value`` as JSON and CSV hold it; None where there is none."""
    if value in (None, "", []):
        return None
    if kind is Type.WAN:
        exact = Decimal(value) / FEN_PER_WAN
        return int(exact) if exact == exact.to_integral_value() else float(exact)
    if kind is Type.DATE:
        return str(clock.china_date(value) if hasattr(value, "hour") else value)
    if isinstance(value, list | tuple):
        return "、".join(str(each) for each in value)
    return value if isinstance(value, int | float) else str(value)
