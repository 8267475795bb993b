"""Kinds of input that listings need: 万元, lists of words, choices from the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from wtforms import Field
from wtforms.widgets import TextInput

from matchmaker.catalog import vocabulary
from matchmaker.core.errors import Invalid
from matchmaker.core.money import exact_wan, from_wan
from matchmaker.web.forms import choices, clean, has_control_characters

_SEPARATOR = re.compile(r"[、，,；;\n]+")


class WanField(Field):
    """An amount typed in 万元; ``data`` is 分 or None."""

    widget = TextInput()

    def __init__(self, label: Any = None, validators: Any = None, **more: Any) -> None:
        more["render_kw"] = {"inputmode": "decimal", **(more.get("render_kw") or {})}
        super().__init__(label, validators, **more)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else exact_wan(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        text = clean(valuelist[0]) if valuelist else ""
        self.data = None
        if text:
            try:
                self.data = from_wan(text)
            except Invalid as error:
                raise ValueError(_(error.message)) from error


class WordsField(Field):
    """Several words typed in one line, separated by 、 or commas; ``data`` is a list."""

    widget = TextInput()

    def __init__(self, label: Any = None, validators: Any = None, *, most: int, longest: int = 20, **more: Any) -> None:
        super().__init__(label, validators, **more)
        self.most, self.longest = most, longest

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "、".join(self.data or [])

    def process_formdata(self, valuelist: list[str]) -> None:
        text = clean(valuelist[0]) if valuelist else ""
        words = [word.strip() for word in _SEPARATOR.split(text)]
        self.data: list[str] = list(dict.fromkeys(word for word in words if word))
        if len(self.data) > self.most:
            raise ValueError(_("最多 %(n)d 个。", n=self.most))
        if has_control_characters(text):
            raise ValueError(_("含有不可见的控制字符，请删除后重新粘贴。"))
        if any(len(word) > self.longest for word in self.data):
            raise ValueError(_("每个词最多 %(n)d 字。", n=self.longest))


def options(known: Mapping[Any, str], blank: str | None = None) -> list[Any]:
    """Choices of a select or radio field from code → label, with an empty first one if ``blank`` is given."""
    pairs = [(str(code), _(label)) for code, label in known.items()]
    return choices(pairs if blank is None else [("", blank), *pairs])


def industry_options() -> dict[str, list[Any]]:
    """GB/T 4754 divisions grouped by section, the section itself choosable first."""
    groups: dict[str, list[Any]] = {"": choices([("", _("请选择"))])}
    for section, name in vocabulary.INDUSTRY_SECTIONS.items():
        divisions = [
            (code, vocabulary.INDUSTRIES[code]) for code, up in vocabulary.INDUSTRY_PARENTS.items() if up == section
        ]
        groups[f"{section} {name}"] = choices([(section, _("%(name)s（不细分）", name=name)), *divisions])
    return groups
