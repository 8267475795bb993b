"""The reasons on which an officer decided, as officers and sides may read them.

The snapshot is {"score", "level", "parts": [{"term", "weight", "half"}],
"rest", "facts": [{"kind", "fits", "text"}]}; a part of a word that the need
only means has "said", the need's own word for it. A side whose counterpart is not
fully public sees no terms and only facts that rest on public fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from matchmaker.core.i18n import N_

PUBLIC_FACTS = frozenset({"maturity", "field", "region"})
FACT_KINDS = {True: "match", False: "conflict", None: "close"}
TENTH = Decimal("0.1")
REST = N_("其他词语")
LEVELS = {"strong": N_("强相关"), "fair": N_("较强相关"), "weak": N_("弱相关"), "none": N_("无相关")}


@dataclass(frozen=True, slots=True)
class Shown:
    """``parts`` ({"label", "points"}) add up to ``total``, in points of 100; both empty when held back."""

    level: str
    total: float
    parts: list[dict[str, Any]]
    facts: list[dict[str, str]]


def shown(explanation: Mapping[str, Any], *, in_full: bool) -> Shown:
    """The snapshot for a reader who may see it ``in_full`` or only what is public."""
    facts = [
        {"kind": FACT_KINDS.get(fact.get("fits"), "close"), "text": fact["text"]}
        for fact in explanation.get("facts", ())
        if fact.get("text") and (in_full or fact.get("kind") in PUBLIC_FACTS)
    ]
    level = str(explanation.get("level", "none"))
    if not in_full:
        return Shown(level, 0.0, [], facts)
    total = _points(explanation.get("score", 0))
    parts = _parts(explanation.get("parts", ()), total)
    return Shown(level, float(total), parts, facts)


def worded(term: str, said: str = "") -> str:
    """A shared term; where the need says another word for it, with that word."""
    return N_("{}（需求写作“{}”）").format(term, said) if said else term


def _parts(parts: Any, total: Decimal) -> list[dict[str, Any]]:
    """One row a term, both halves joined; what rounding leaves over goes into the last row."""
    sums: dict[str, Decimal] = {}
    for part in parts:
        label = worded(part["term"], part.get("said", ""))
        sums[label] = sums.get(label, Decimal(0)) + Decimal(str(part["weight"]))
    rows = [(label, _points(weight)) for label, weight in sums.items()]
    left = total - sum((points for _label, points in rows), Decimal(0))
    return [{"label": label, "points": float(points)} for label, points in (*rows, (REST, left)) if points]


def _points(score: Any) -> Decimal:
    return (Decimal(str(score)) * 100).quantize(TENTH, rounding=ROUND_HALF_UP)
