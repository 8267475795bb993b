"""A rule as data, checked before anything is reckoned with it.

A definition is JSON: what the rule asks (``inputs``), its figures
(``parameters``: money in 分, rates as fractions), what must hold
(``requirements``), how the amount comes about (``calculation``), and what the
text leaves open (``points``, 口径待确认: the reading assumed until the office
settles it). Conditions are a small language of their own, judged by
``conditions``; nothing of a definition is ever executed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.deals.subsidies.conditions import BASE, Language, check
from matchmaker.deals.subsidies.facts import FACTS, Fact, FactKind


class RuleKind(StrEnum):
    """What a rule is about; only a SUBSIDY can be claimed.

    MINIMUM: a share that must at least be given; RECOGNITION: shows whether
    the conditions are met, never certifies; REFERENCE: the text names no sum.
    """

    SUBSIDY = "subsidy"
    MINIMUM = "minimum"
    RECOGNITION = "recognition"
    REFERENCE = "reference"


KIND_LABELS = {
    RuleKind.SUBSIDY: N_("补助奖励"),
    RuleKind.MINIMUM: N_("分配下限"),
    RuleKind.RECOGNITION: N_("认定参考"),
    RuleKind.REFERENCE: N_("政策指引"),
}


class OncePer(StrEnum):
    """For what a unit can claim only once; on a contract it is the buyer that claims."""

    CONTRACT = "contract"
    YEAR = "year"
    ITEM = "item"


PARAMETER_KINDS = frozenset({"money", "rate", "count"})
MOST = 30


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure of a rule. ``value``: 分, a count, or for a rate a fraction of one."""

    label: str
    kind: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class Requirement:
    """``unsettled``: the text does not decide the case where the test fails, so that it is 待确认 and no refusal."""

    label: str
    test: Mapping[str, Any]
    unsettled: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A question that the text leaves open, its possible readings, and the one assumed."""

    key: str
    question: str
    choices: Mapping[str, str]
    assumed: str
    settled: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A checked definition."""

    kind: RuleKind
    once_per: OncePer
    inputs: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    requirements: tuple[Requirement, ...]
    calculation: Mapping[str, Any] | None
    points: tuple[Point, ...]
    documents: tuple[str, ...]

    def figure(self, name: str) -> Fraction:
        """The value of a parameter."""
        return self.parameters[name].value

    @property
    def assumed(self) -> dict[str, str]:
        """Point → the reading assumed."""
        return {point.key: point.assumed for point in self.points}


def parse(definition: Mapping[str, Any]) -> Rule:
    """The rule that ``definition`` describes; Invalid (field ``definition``) with what is wrong in it."""
    try:
        rule = _read(definition)
        _check(rule)
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError) as error:
        raise Invalid(fields={"definition": [N_("规则写得不对：{}").format(error)]}) from error
    return rule


def _read(given: Mapping[str, Any]) -> Rule:
    parameters = {
        name: Parameter(each["label"], each["kind"], Fraction(each["value"]))
        for name, each in _few(given.get("parameters", {})).items()
    }
    points = tuple(
        Point(each["key"], each["question"], dict(each["choices"]), each["assumed"], bool(each["settled"]))
        for each in _few(given.get("points", []))
    )
    return Rule(
        RuleKind(given["kind"]),
        OncePer(given.get("once_per", "item")),
        tuple(_few(given["inputs"])),
        parameters,
        tuple(
            Requirement(each["label"], each["test"], bool(each.get("unsettled")))
            for each in _few(given["requirements"])
        ),
        given.get("calculation"),
        points,
        tuple(_few(given.get("documents", []))),
    )


def _few(items: Any) -> Any:
    if len(items) > MOST:
        raise ValueError(f"{len(items)} > {MOST}")
    return items


def _check(rule: Rule) -> None:
    _known("inputs", rule.inputs, FACTS)
    for name, parameter in rule.parameters.items():
        _known("kind", [parameter.kind], PARAMETER_KINDS)
        whole = parameter.kind == "rate" or parameter.value.denominator == 1
        if parameter.value < 0 or not whole or (parameter.kind == "rate" and parameter.value > 1):
            raise ValueError(name)
    for point in rule.points:
        _known("assumed", [point.assumed], point.choices)
    language = _language(rule)
    for requirement in rule.requirements:
        check(requirement.test, language)
    if (rule.calculation is not None) != (rule.kind in {RuleKind.SUBSIDY, RuleKind.MINIMUM}):
        raise ValueError("calculation")
    if rule.calculation is not None:
        _check_calculation(rule, rule.calculation)


def _known(what: str, names: Iterable[str], among: Any) -> None:
    strange = [name for name in names if name not in among]
    if strange:
        raise ValueError(f"{what}: {', '.join(map(str, strange))}")


def _language(rule: Rule) -> Language:
    facts: dict[str, Fact] = {name: FACTS[name] for name in rule.inputs}
    if rule.calculation is not None and "base" in rule.calculation:
        facts[BASE] = Fact(BASE, FactKind.MONEY)
    figures = {name: each.kind for name, each in rule.parameters.items()}
    return Language(facts, figures, frozenset(point.key for point in rule.points))


def _check_calculation(rule: Rule, given: Mapping[str, Any]) -> None:
    if given["kind"] == "share":
        for name in bases(given).values():
            _known("base", [name], rule.inputs)
            _kind_of(FACTS[name].kind, FactKind.MONEY)
        _kind_of(rule.parameters[given["rate"]].kind, "rate")
        if "cap" in given:
            _kind_of(rule.parameters[given["cap"]].kind, "money")
        if "point" in given:
            point = next(each for each in rule.points if each.key == given["point"])
            _known("base", point.choices, given["base"])
    elif given["kind"] == "per_unit":
        _known("count", [given["count"]], rule.inputs)
        _kind_of(FACTS[given["count"]].kind, FactKind.COUNT)
        _kind_of(rule.parameters[given["unit"]].kind, "money")
        _kind_of(rule.parameters[given["most"]].kind, "count")
    else:
        raise ValueError(given["kind"])


def _kind_of(found: str, wanted: str) -> None:
    if found != wanted:
        raise ValueError(f"{found} ≠ {wanted}")


def bases(calculation: Mapping[str, Any]) -> Mapping[str, str]:
    """Reading → the fact that the share is taken of; one entry when there is but one."""
    base = calculation["base"]
    return {"": base} if isinstance(base, str) else base
