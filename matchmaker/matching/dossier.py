"""Why a pair was suggested: built once, for the pair page, its JSON and the printed sheet.

So nobody reads another reason on paper than on the screen or by program. All of it is for the officer
who decides on the pair and sees both records in full; what a side may see is in `shown`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from matchmaker.catalog.models import Achievement, Need
from matchmaker.deals.level_words import Meaning, meanings, source
from matchmaker.matching import pages
from matchmaker.matching.models import Suggestion


@dataclass(frozen=True, slots=True)
class Reasons:
    """Score and level, the rows that add up to the score (of 100, the last one the rest), and facts."""

    points: float
    meaning: Meaning
    source: str
    contributions: list[dict[str, Any]]
    facts: list[dict[str, str]]


def reasons(row: Suggestion) -> Reasons:
    """The reasons of a suggestion as the engine left them."""
    return Reasons(
        points=round(row.score * pages.PERCENT * pages.TENTHS) / pages.TENTHS,
        meaning=meanings()[row.level],
        source=source(),
        contributions=pages.contributions(row.parts, row.rest, row.score),
        facts=pages.fact_items(row.facts),
    )


def document(row: Suggestion, address: str) -> dict[str, Any]:
    """The pair as plain data; points as on the page, and the parts in full beside them."""
    said = reasons(row)
    return {
        "id": row.id,
        "address": address,
        "state": row.state,
        "need": _side(row.need, pages.need_sections(row.need, [])),
        "achievement": _side(row.achievement, pages.achievement_sections(row.achievement, [])),
        "level": {**asdict(said.meaning), "sentence": said.meaning.sentence, "source": said.source},
        "points": said.points,
        "contributions": said.contributions,
        "facts": said.facts,
        "score": row.score,
        "parts": row.parts,
        "rest": row.rest,
        "engine_version": row.engine_version,
    }


def _side(record: Need | Achievement, sections: Sequence[pages.Section]) -> dict[str, Any]:
    return {
        "id": record.id,
        "title": record.title,
        "organization": record.organization.name,
        "region": record.organization.region.name,
        "disclosure": record.disclosure,
        "sections": [
            {"title": section.title, "text": "".join(piece for piece, _place in section.parts)} for section in sections
        ],
    }
