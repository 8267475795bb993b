"""Whether a value that somebody reached falls short of what somebody else asks for.

Both are free text (≥96, 不低于96%, 60以下). Only one plain number with the same unit on both sides is
compared; a range, a power, a number in words or an unknown wish is left alone, because a wrong
"falls short" costs more than none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from matchmaker.engine.text import normalise

Direction = Literal["least", "most"]

_LEAST = ("≥", ">=", "≧", "⩾", "=>", ">", "不低于", "不小于", "不少于", "至少", "大于", "高于", "超过", "达到")
_MOST = ("≤", "<=", "≦", "⩽", "=<", "<", "不高于", "不大于", "不超过", "不多于", "至多", "小于", "低于")
_LEAST_AFTER, _MOST_AFTER = ("以上", "及以上", "或以上"), ("以下", "及以下", "以内", "或以下")
_PREFIX: dict[str, Direction] = {**dict.fromkeys(_LEAST, "least"), **dict.fromkeys(_MOST, "most")}
_SUFFIX: dict[str, Direction] = {**dict.fromkeys(_LEAST_AFTER, "least"), **dict.fromkeys(_MOST_AFTER, "most")}


def _any_of(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_VALUE = re.compile(
    rf"(?P<before>{_any_of([*_PREFIX])})?"
    r"(?P<number>[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.[0-9]{1,9})?)"
    rf"(?P<unit>[^0-9]{{0,20}}?)(?P<after>{_any_of([*_SUFFIX])})?",
    re.ASCII,
)
_TWO_NUMBERS = re.compile(r"[0-9] +[0-9]")
_NOT_NAME = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of indicators as entered; of a wish, `present` is where things stand today."""

    name: str
    value: str
    unit: str
    present: str = ""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """`offered` does not reach `wanted`, of the same name and unit."""

    wanted: Figure
    offered: Figure


@dataclass(frozen=True, slots=True)
class Reading:
    """A value as understood; `direction` only where the text itself says it."""

    number: float
    unit: str
    direction: Direction | None


def read(value: str, unit: str = "") -> Reading | None:
    """One plain number, its unit (written behind it or beside it) and its direction; else None."""
    match = _VALUE.fullmatch(_plain(value))
    if match is None or _TWO_NUMBERS.search(normalise(value)):
        return None
    beside, behind = _plain(unit), match["unit"]
    if beside and behind and beside != behind:
        return None
    before, after = _PREFIX.get(match["before"] or ""), _SUFFIX.get(match["after"] or "")
    if before and after:
        return None
    return Reading(float(match["number"].replace(",", "")), beside or behind, before or after)


def shortfalls(wanted: Sequence[Figure], offered: Sequence[Figure]) -> list[Shortfall]:
    """The wishes that an indicator of the same name and unit plainly misses, in the wishes' order.

    A name that either side has twice is unclear and left alone.
    """
    theirs, ours = _by_name(offered), _by_name(wanted)
    pairs = ((each, theirs[name]) for name, each in ours.items() if name in theirs)
    return [Shortfall(wish, offer) for wish, offer in pairs if _falls_short(wish, offer)]


def _falls_short(wish: Figure, offer: Figure) -> bool:
    target, reached = read(wish.value, wish.unit), read(offer.value, offer.unit)
    if target is None or reached is None or not target.unit or target.unit != reached.unit:
        return False
    direction = target.direction or _towards(wish, target)
    if direction is None or (reached.direction or direction) != direction:
        return False
    return reached.number < target.number if direction == "least" else reached.number > target.number


def _towards(wish: Figure, target: Reading) -> Direction | None:
    """A bare target is to be reached from where things stand today."""
    present = read(wish.present, wish.unit)
    if present is None or present.unit != target.unit or present.number == target.number:
        return None
    return "least" if present.number < target.number else "most"


def _by_name(figures: Sequence[Figure]) -> dict[str, Figure]:
    names = [_NOT_NAME.sub("", normalise(each.name)) for each in figures]
    return {name: each for name, each in zip(names, figures, strict=True) if name and names.count(name) == 1}


def _plain(text: str) -> str:
    return normalise(text).replace(" ", "")
