"""Words that suggest a text should not be online: they warn, the officer decides."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class SecurityWord:
    """``note`` tells the writer what to check; ``category`` secret, internal, defence …"""

    word: str
    note: str
    category: str


@cache
def words() -> tuple[SecurityWord, ...]:
    """All words of ``data/security_words.json``."""
    text = files("matchmaker.catalog").joinpath("data/security_words.json").read_text(encoding="utf-8")
    return tuple(SecurityWord(**row) for row in json.loads(text))


def found_in(contents: Mapping[str, Any]) -> list[SecurityWord]:
    """The words that occur anywhere in a listing's texts, in any case of letters."""
    text = "\n".join(_texts(contents)).casefold()
    return [each for each in words() if each.word.casefold() in text]


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        value = value.values()
    elif not isinstance(value, list | tuple):
        return []
    return [text for part in value for text in _texts(part)]
