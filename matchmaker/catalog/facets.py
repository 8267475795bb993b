"""Filtering and counting in one pass over the candidates of a search.

A listing counts for an option when it passes all *other* groups' filters, so
that within a group each number says what choosing that option would add. Of a
masked listing only field and city are known here: it falls out as soon as
anything else is asked for.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import attrgetter
from typing import Any, TypeVar

from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.public_queries import Candidate
from matchmaker.catalog.vocabulary import (
    BUDGET_BANDS,
    BUDGET_LIMITS,
    COOPERATION_MODES,
    FIELDS,
    INDUSTRY_PARENTS,
    INDUSTRY_SECTIONS,
    STAGES,
    TRANSFER_MODES,
    stage_of,
)
from matchmaker.core.i18n import N_
from matchmaker.core.regions import lineage

NEGOTIABLE = "negotiable"
Values = tuple[str, ...]
Price = tuple[bool, str | None, int | None]
C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Group:
    """A facet: ``key`` names it in addresses, ``labels`` its options in their order.

    ``source`` takes the stored value off a candidate, ``values`` turns it into
    options; apart, so that each distinct value is worked out once. ``labels``
    is empty where the names come from the database (regions); ``ordered``
    keeps the labels' order instead of the counts'.
    """

    key: str
    label: str
    source: Callable[[Any], Any]
    values: Callable[[Any], Values]
    labels: Mapping[str, str]
    ordered: bool = False


def one(value: str | None) -> Values:
    """A stored code that is itself the option."""
    return () if value is None else (value,)


def _section(code: str | None) -> Values:
    return () if code is None else (INDUSTRY_PARENTS.get(code, code),)


def places(code: str) -> Values:
    """The region and what it lies in, up to the city; a province stands for itself."""
    return tuple(each for each in lineage(code) if each == code or not each.endswith("0000"))


def _stage(trl: int | None) -> Values:
    return one(stage_of(trl))


def _modes(text: str | None) -> Values:
    return tuple(json.loads(text) or ()) if text else ()


def _price(candidate: Candidate) -> Price:
    return candidate.is_open, candidate.band, candidate.price


def _bands(price: Price) -> Values:
    """The price or budget band; 面议 where an open listing names no sum."""
    is_open, band, amount = price
    if not is_open:
        return ()
    if band or amount is None:
        return (band or NEGOTIABLE,)
    limits = BUDGET_LIMITS.items()
    return tuple(code for code, (low, below) in limits if low <= amount and (below is None or amount < below))


KINDS = {RecordKind.ACHIEVEMENT.value: N_("科技成果"), RecordKind.NEED.value: N_("技术需求")}
KIND = Group("kind", N_("类型"), attrgetter("kind"), one, KINDS, ordered=True)
_COMMON = (
    Group("field", N_("高新领域"), attrgetter("field"), one, FIELDS),
    Group("industry", N_("行业门类"), attrgetter("industry"), _section, INDUSTRY_SECTIONS),
    Group("region", N_("地区"), attrgetter("region"), places, {}),
)
_MODES = attrgetter("modes")
GROUPS: dict[RecordKind, tuple[Group, ...]] = {
    RecordKind.ACHIEVEMENT: (
        *_COMMON,
        Group("stage", N_("成熟度"), attrgetter("trl"), _stage, STAGES, ordered=True),
        Group("mode", N_("转化方式"), _MODES, _modes, TRANSFER_MODES),
        Group("price", N_("期望价格"), _price, _bands, BUDGET_BANDS, ordered=True),
    ),
    RecordKind.NEED: (
        *_COMMON,
        Group("mode", N_("合作方式"), _MODES, _modes, COOPERATION_MODES),
        Group("price", N_("预算"), _price, _bands, BUDGET_BANDS, ordered=True),
    ),
}


def groups_for(kinds: Sequence[RecordKind], *, with_kind: bool = False) -> tuple[Group, ...]:
    """The facets of a search over ``kinds``: those that every one of them has."""
    own = GROUPS[kinds[0]] if len(kinds) == 1 else _COMMON
    return (KIND, *own) if with_kind else own


def count(
    candidates: Sequence[C], groups: Sequence[Group], chosen: Mapping[str, Collection[str]]
) -> tuple[list[C], dict[str, Counter[str]]]:
    """The candidates that pass every filter, and for each group how many each option has.

    ``chosen``: group key → options, of which a candidate must have one.
    """
    passes = {group.key: _passing(candidates, group, chosen[group.key]) for group in groups if chosen.get(group.key)}
    counts = {}
    for group in groups:
        others = [flags for key, flags in passes.items() if key != group.key]
        counts[group.key] = _tally(group, _those(candidates, others))
    return list(_those(candidates, list(passes.values()))), counts


def _passing(candidates: Sequence[Any], group: Group, options: Collection[str]) -> list[bool]:
    stored = list(map(group.source, candidates))
    good = {value for value in set(stored) if not set(options).isdisjoint(group.values(value))}
    return [value in good for value in stored]


def _those(candidates: Sequence[C], flags: list[list[bool]]) -> Iterable[C]:
    return compress(candidates, map(all, zip(*flags, strict=True))) if flags else candidates


def _tally(group: Group, candidates: Iterable[Any]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for stored, number in Counter(map(group.source, candidates)).items():
        for option in group.values(stored):
            counted[option] += number
    return counted
