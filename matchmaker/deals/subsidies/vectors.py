"""Examples with known answers that belong to a rule: no version goes into force while one of them fails."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.deals.subsidies.facts import Value, suits
from matchmaker.deals.subsidies.reckoning import Outcome, Verdict, reckon
from matchmaker.deals.subsidies.rule import Rule

MOST = 50


@dataclass(frozen=True, slots=True)
class Vector:
    """``amount`` in 分, or None where the rule names no amount or leaves it open."""

    given: Mapping[str, Value]
    verdict: Verdict
    amount: int | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """A vector and what the rule made of it."""

    vector: Vector
    found: Outcome

    @property
    def passes(self) -> bool:
        return (self.vector.verdict, self.vector.amount) == (self.found.verdict, self.found.amount)


def parse(rows: Sequence[Mapping[str, Any]], rule: Rule) -> list[Vector]:
    """The vectors as data; Invalid (field ``vectors``) for one that speaks of what the rule does not ask."""
    if len(rows) > MOST:
        raise Invalid(fields={"vectors": [N_("最多 {} 条样例。").format(MOST)]})
    try:
        found = [
            Vector(dict(row["given"]), Verdict(row["verdict"]), row["amount"], row.get("note", "")) for row in rows
        ]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Invalid(fields={"vectors": [N_("样例写得不对：{}").format(error)]}) from error
    for number, vector in enumerate(found, 1):
        strange = [name for name, value in vector.given.items() if name not in rule.inputs or not suits(name, value)]
        if strange:
            raise Invalid(fields={"vectors": [N_("第 {} 条样例里，这些内容规则用不上：{}").format(number, strange)]})
    return found


def run(rule: Rule, vectors: Sequence[Vector]) -> list[Trial]:
    """Each vector with what ``rule``, read as it assumes, makes of it."""
    return [Trial(vector, reckon(rule, vector.given)) for vector in vectors]


def fingerprint(definition: Mapping[str, Any], vectors: Sequence[Mapping[str, Any]]) -> str:
    """SHA-256 of a definition with its vectors: what was tried is what goes into force."""
    text = json.dumps([definition, list(vectors)], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
