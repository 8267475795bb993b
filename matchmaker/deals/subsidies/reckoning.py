"""What a rule gives for what is known: the verdict, the amount, and each step that led there.

Rates are fractions and amounts whole 分; the product is exact until its one
rounding. A subsidy is rounded down to the 分, so that it never exceeds what
the text grants; a least share is rounded up, so that it never falls short.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from matchmaker.core.i18n import N_
from matchmaker.core.money import exact_wan
from matchmaker.deals.subsidies.conditions import BASE, Situation, holds
from matchmaker.deals.subsidies.facts import FACTS, Facts, Value
from matchmaker.deals.subsidies.rule import Point, Rule, RuleKind, bases


class Verdict(StrEnum):
    """ELIGIBLE all conditions are met; UNCLEAR nothing speaks against it but something is 待确认; REFUSED one fails."""

    ELIGIBLE = "eligible"
    UNCLEAR = "unclear"
    REFUSED = "refused"


VERDICT_LABELS = {
    Verdict.ELIGIBLE: N_("符合条件"),
    Verdict.UNCLEAR: N_("待确认"),
    Verdict.REFUSED: N_("不符合条件"),
}


@dataclass(frozen=True, slots=True)
class Check:
    """A requirement and how it stands; ``verdict`` None when a fact is missing or the text is silent."""

    label: str
    verdict: bool | None
    is_missing: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the way to the amount."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """``amount`` in 分: 0 when refused, None when it cannot be told or the rule names none."""

    verdict: Verdict
    amount: int | None
    checks: tuple[Check, ...]
    steps: tuple[Step, ...]

    def as_json(self) -> dict[str, Any]:
        """As a claim keeps it."""
        return {
            "verdict": self.verdict.value,
            "amount": self.amount,
            "checks": [[each.label, each.verdict, each.is_missing] for each in self.checks],
            "steps": [[each.label, each.words] for each in self.steps],
        }


def outcome_from_json(kept: Mapping[str, Any]) -> Outcome:
    """What ``Outcome.as_json`` wrote."""
    return Outcome(
        Verdict(kept["verdict"]),
        kept["amount"],
        tuple(Check(*each) for each in kept["checks"]),
        tuple(Step(*each) for each in kept["steps"]),
    )


@dataclass(frozen=True, slots=True)
class Alternative:
    """What another reading of an open point would give."""

    question: str
    reading: str
    outcome: Outcome


def reckon(rule: Rule, facts: Facts, readings: Mapping[str, str] | None = None) -> Outcome:
    """Apply ``rule``; ``readings`` replace what the rule assumes of its open points."""
    read = {**rule.assumed, **(readings or {})}
    known: dict[str, Value] = {name: facts[name] for name in rule.inputs if name in facts}
    base = _base(rule, known, read)
    if base is not None:
        known[BASE] = base
    figures = {name: each.value for name, each in rule.parameters.items()}
    checks = tuple(_checks(rule, Situation(known, figures, read)))
    amount, steps = _amount(rule, known, read)
    verdict = _verdict(
        checks, is_open=rule.kind is RuleKind.REFERENCE or (rule.calculation is not None and amount is None)
    )
    if verdict is Verdict.REFUSED:
        return Outcome(verdict, None if rule.calculation is None else 0, checks, ())
    return Outcome(verdict, amount, checks, steps)


def alternatives(rule: Rule, facts: Facts, readings: Mapping[str, str] | None = None) -> list[Alternative]:
    """Other readings of what is not settled that would change verdict or amount."""
    read = {**rule.assumed, **(readings or {})}
    mine, found = reckon(rule, facts, read), list[Alternative]()
    for point, code in _other_readings(rule, read):
        other = reckon(rule, facts, {**read, point.key: code})
        if (other.verdict, other.amount) != (mine.verdict, mine.amount):
            found.append(Alternative(point.question, point.choices[code], other))
    return found


def _other_readings(rule: Rule, read: Mapping[str, str]) -> Iterator[tuple[Point, str]]:
    for point in rule.points:
        if not point.settled:
            yield from ((point, code) for code in point.choices if code != read[point.key])


def _base(rule: Rule, known: Facts, read: Mapping[str, str]) -> int | None:
    if rule.calculation is None or "base" not in rule.calculation:
        return None
    value = known.get(_base_fact(rule.calculation, read))
    return value if isinstance(value, int) else None


def _base_fact(calculation: Mapping[str, Any], read: Mapping[str, str]) -> str:
    return bases(calculation)[read[calculation["point"]] if "point" in calculation else ""]


def _checks(rule: Rule, situation: Situation) -> Iterator[Check]:
    for requirement in rule.requirements:
        found = holds(requirement.test, situation)
        silent = found is False and requirement.unsettled
        yield Check(requirement.label, None if silent else found, found is None)


def _verdict(checks: tuple[Check, ...], *, is_open: bool) -> Verdict:
    verdicts = {each.verdict for each in checks}
    if False in verdicts:
        return Verdict.REFUSED
    return Verdict.UNCLEAR if None in verdicts or is_open else Verdict.ELIGIBLE


def _amount(rule: Rule, known: Facts, read: Mapping[str, str]) -> tuple[int | None, tuple[Step, ...]]:
    if rule.calculation is None:
        return None, ()
    if rule.calculation["kind"] == "per_unit":
        return _per_unit(rule, rule.calculation, known)
    return _share(rule, rule.calculation, known, read)


def _share(
    rule: Rule, calculation: Mapping[str, Any], known: Facts, read: Mapping[str, str]
) -> tuple[int | None, tuple[Step, ...]]:
    base, rate = known.get(BASE), rule.figure(calculation["rate"])
    if not isinstance(base, int):
        return None, ()
    least = rule.kind is RuleKind.MINIMUM
    amount = share_of(base, rate, up=least)
    label = FACTS[_base_fact(calculation, read)].label
    steps = [
        Step(N_("计算基数"), f"{label} {_wan(base)}"),
        Step(N_("比例"), percent(rate)),
        Step(N_("按比例计算"), f"{_wan(base)} × {percent(rate)} = {_wan(amount)}"),
    ]
    if "cap" in calculation:
        cap = int(rule.figure(calculation["cap"]))
        reached = N_("已到上限，按上限计") if amount > cap else N_("未超过上限")
        steps.append(Step(N_("最高限额"), f"{_wan(cap)}，{reached}"))
        amount = min(amount, cap)
    steps.append(Step(N_("至少应给") if least else N_("结果"), _wan(amount)))
    return amount, tuple(steps)


def share_of(base: int, rate: Fraction, *, up: bool = False) -> int:
    """``rate`` of ``base`` in whole 分, rounded down, or up where it is a least share."""
    exact = base * rate
    whole = exact.numerator // exact.denominator
    return whole + 1 if up and whole != exact else whole


def _per_unit(rule: Rule, calculation: Mapping[str, Any], known: Facts) -> tuple[int | None, tuple[Step, ...]]:
    count = known.get(calculation["count"])
    if not isinstance(count, int):
        return None, ()
    unit, most = int(rule.figure(calculation["unit"])), int(rule.figure(calculation["most"]))
    counted = min(count, most)
    reached = N_("已到上限，按上限计") if count > most else N_("未超过上限")
    amount = counted * unit
    return amount, (
        Step(FACTS[calculation["count"]].label, str(count)),
        Step(N_("最多计算"), f"{most}，{reached}"),
        Step(N_("每个"), _wan(unit)),
        Step(N_("结果"), f"{counted} × {_wan(unit)} = {_wan(amount)}"),
    )


def percent(rate: Fraction) -> str:
    """20%, 12.5%; a rate that no decimal writes stays a fraction."""
    hundred = rate * 100
    text = f"{float(hundred):.6f}".rstrip("0").rstrip(".")
    return f"{text}%" if Fraction(text) == hundred else f"{rate.numerator}/{rate.denominator}"


def _wan(fen: int) -> str:
    return N_("{} 万元").format(exact_wan(fen))
