"""What a column of a spreadsheet may hold: its kind, its bounds and the words people use for it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from matchmaker.engine.text import simplify


class Kind(StrEnum):
    """How the cells of a field are read."""

    TEXT = "text"
    WORDS = "words"
    CHOICE = "choice"
    CHOICES = "choices"
    LEVEL = "level"
    DAY = "day"
    ANY_DAY = "any_day"
    MONEY = "money"
    PRICE = "price"
    BUDGET = "budget"
    MONTHS = "months"
    YES_NO = "yes_no"
    CLEARANCE = "clearance"
    INDICATORS = "indicators"
    TARGETS = "targets"
    REGISTRATION = "registration"
    PHONE = "phone"
    EMAIL = "email"


MONEY_KINDS = frozenset({Kind.MONEY, Kind.PRICE, Kind.BUDGET})
NOT_SAID = frozenset({"", "-", "--", "/", "\\", "无", "暂无", "空", "n/a", "na", "none", "null", "—", "——", "、"})
_BRACKETS = re.compile(r"[(\[【〔{<《][^)\]】〕}>》]*[)\]】〕}>》]")
_NUMBERING = re.compile(r"^(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[.、,:](?=\D)")
_MARKS = re.compile(r"[\s*:：,，.。;；、/\\|_\-—·“”\"'‘’?？!！()（）]+")


@dataclass(frozen=True)
class Field:
    """One field of a record as a column may hold it.

    ``most``: characters of a text or words of a list; ``choices``: code →
    label; ``words``: code → what else people write for it; ``names``: headings
    people give the column, the most usual first.
    """

    name: str
    label: str
    kind: Kind
    names: tuple[str, ...]
    most: int = 4000
    choices: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    codes: Mapping[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        said = {plain(word): code for code, words in self.words.items() for word in words}
        said |= {plain(code): code for code in self.choices}
        said |= {plain(label): code for code, label in self.choices.items()}
        object.__setattr__(self, "codes", said)


def plain(text: str) -> str:
    """``text`` as headings and choices are compared: one spelling, no blanks, marks or numbering."""
    said = simplify(unicodedata.normalize("NFKC", text)).lower().strip()
    return _MARKS.sub("", _NUMBERING.sub("", said))


def bare(text: str) -> str:
    """As ``plain``, without what stands in brackets."""
    said = unicodedata.normalize("NFKC", text)
    return plain(_BRACKETS.sub("", said)) or plain(said)
