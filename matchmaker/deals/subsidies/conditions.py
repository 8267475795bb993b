"""The little language of conditions and its interpreter, with three values: holds, fails, unknown.

A condition is a mapping with one operator::

    {"all": [c, …]}  {"any": [c, …]}  {"not": c}
    {"fact": F, "reaches": P, "point": K}   F ≥ the figure P; where the reading of K is "exclusive", F > P
    {"fact": F, "at_most": P}
    {"fact": F, "among": [code, …]}   {"fact": F, "within": region}   {"fact": F, "is": true}

A fact that is missing makes its comparison unknown, and unknown passes on as
in Kleene's logic: "all" fails as soon as one part fails, whatever is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from matchmaker.core import regions
from matchmaker.deals.subsidies.facts import Fact, FactKind, Facts

BASE = "base"
EXCLUSIVE = "exclusive"
DEEPEST = 6
AMOUNTS = frozenset({FactKind.MONEY, FactKind.COUNT})
COMPARISONS: Mapping[str, frozenset[FactKind]] = {
    "reaches": AMOUNTS,
    "at_most": AMOUNTS,
    "among": frozenset({FactKind.CHOICE}),
    "within": frozenset({FactKind.REGION}),
    "is": frozenset({FactKind.FLAG}),
}


@dataclass(frozen=True, slots=True)
class Language:
    """What a condition may speak of: facts, figures by their kind, open points."""

    facts: Mapping[str, Fact]
    figures: Mapping[str, str]
    points: frozenset[str]


@dataclass(frozen=True, slots=True)
class Situation:
    """What a condition is judged by."""

    facts: Facts
    figures: Mapping[str, Fraction]
    readings: Mapping[str, str]


def check(condition: Any, language: Language, depth: int = 0) -> None:
    """Raise ValueError or TypeError unless ``condition`` is well formed and speaks of known things only."""
    if depth > DEEPEST:
        raise ValueError("条件嵌套太深")
    keys = set(condition)
    if keys <= {"all", "any", "not"} and len(keys) == 1:
        (key,) = keys
        for part in [condition[key]] if key == "not" else _parts(condition[key]):
            check(part, language, depth + 1)
        return
    operator = next(iter(keys - {"fact", "point"}), "")
    if operator not in COMPARISONS or keys - {"fact", "point", operator}:
        raise ValueError(f"不认识的条件 {sorted(keys)}")
    fact = language.facts[condition["fact"]]
    if fact.kind not in COMPARISONS[operator]:
        raise ValueError(f"{condition['fact']} {operator}")
    if "point" in keys and (operator != "reaches" or condition["point"] not in language.points):
        raise ValueError(str(condition["point"]))
    _check_operand(fact, operator, condition[operator], language)


def _parts(given: Any) -> list[Any]:
    if not isinstance(given, list) or not given:
        raise ValueError("all / any 需要至少一条")
    return given


def _check_operand(fact: Fact, operator: str, operand: Any, language: Language) -> None:
    good = {
        "reaches": lambda: language.figures[operand] == fact.kind,
        "at_most": lambda: language.figures[operand] == fact.kind,
        "among": lambda: isinstance(operand, list) and bool(operand) and set(operand) <= set(fact.choices),
        "within": lambda: isinstance(operand, str) and operand[:6].isdecimal(),
        "is": lambda: isinstance(operand, bool),
    }
    if not good[operator]():
        raise ValueError(f"{operator} {operand}")


def holds(condition: Mapping[str, Any], situation: Situation) -> bool | None:
    """Whether a checked ``condition`` holds; None when what is known does not decide it."""
    if "not" in condition:
        inner = holds(condition["not"], situation)
        return None if inner is None else not inner
    if "all" in condition:
        return _all([holds(part, situation) for part in condition["all"]])
    if "any" in condition:
        parts = [None if value is None else not value for value in (holds(p, situation) for p in condition["any"])]
        none_of_them = _all(parts)
        return None if none_of_them is None else not none_of_them
    value = situation.facts.get(condition["fact"])
    return None if value is None else _compare(condition, value, situation)


def _all(parts: list[bool | None]) -> bool | None:
    if False in parts:
        return False
    return None if None in parts else True


def _compare(condition: Mapping[str, Any], value: Any, situation: Situation) -> bool:
    if "reaches" in condition:
        least = situation.figures[condition["reaches"]]
        exclusive = situation.readings.get(condition.get("point", "")) == EXCLUSIVE
        return bool(value > least if exclusive else value >= least)
    if "at_most" in condition:
        return bool(value <= situation.figures[condition["at_most"]])
    if "within" in condition:
        return regions.covers(condition["within"], str(value))
    if "among" in condition:
        return value in condition["among"]
    return bool(value == condition["is"])
