"""What of an explanation a side may see.

Reasons are computed only from fields their reader may see (the other side's
public text), so a term that occurs only in a restricted text goes into the
rest, and facts that rest on restricted fields are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from matchmaker.catalog.models import Disclosure
from matchmaker.engine.documents import Document
from matchmaker.engine.text import normalise
from matchmaker.matching.documents import shown_achievement, shown_need
from matchmaker.matching.facts import SHOWN_WHEN_MASKED
from matchmaker.matching.models import Suggestion


@dataclass(frozen=True, slots=True)
class Shown:
    """A suggestion as one side sees it: ``parts`` and ``rest`` still add up to ``score``."""

    suggestion: Suggestion
    other: Any
    document: Document
    parts: list[dict[str, Any]]
    rest: float
    facts: list[dict[str, Any]]

    @property
    def is_masked(self) -> bool:
        """Whether the other side shows less than everything."""
        return bool(self.other.disclosure != Disclosure.PUBLIC)


def shown_to(suggestion: Suggestion, side: str) -> Shown:
    """The suggestion for the side ``need`` or ``achievement``."""
    if side == "need":
        other: Any = suggestion.achievement
        document = shown_achievement(suggestion.achievement)
    else:
        other = suggestion.need
        document = shown_need(suggestion.need)
    if other.disclosure == Disclosure.PUBLIC:
        return Shown(suggestion, other, document, suggestion.parts, suggestion.rest, suggestion.facts)
    visible = normalise(document.text)
    parts = [part for part in suggestion.parts if normalise(_written(part, side)) in visible]
    hidden = sum(part["weight"] for part in suggestion.parts) - sum(part["weight"] for part in parts)
    facts = [fact for fact in suggestion.facts if fact["kind"] in SHOWN_WHEN_MASKED]
    return Shown(suggestion, other, document, parts, suggestion.rest + hidden, facts)


def _written(part: dict[str, Any], side: str) -> str:
    """How the other side writes the word: only the need may say another one for it."""
    return str(part.get("said") or part["term"]) if side == "achievement" else str(part["term"])
