"""What the engine proposes for one need: the list that ought to stand.

Reads only; the write comes afterwards in a transaction of its own, so that no
lock is held while the engine computes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from matchmaker.catalog.models import Achievement, Need, NeedState
from matchmaker.engine.documents import Explanation
from matchmaker.engine.ranking import FLOOR, level
from matchmaker.matching.documents import need_document
from matchmaker.matching.facts import facts
from matchmaker.matching.keeper import Keeper
from matchmaker.matching.models import Suggestion, SuggestionState
from matchmaker.organizations.models import OrganizationKind
from matchmaker.organizations.queries import settings as business_settings

DIGITS = 6
PARTS = 24  # kept of an explanation, title and body apart; with twelve the rest was the largest part
SPARE = 20
DECIDED = (SuggestionState.HELD, SuggestionState.APPROVED, SuggestionState.REJECTED)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One pair as it ought to stand; ``values`` are the suggestion's columns."""

    achievement_id: int
    achievement_organization_id: int
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Proposals:
    """All pairs for one need. ``organization_id`` and ``region_code`` are the need's."""

    need_id: int
    organization_id: int
    region_code: str
    listed: tuple[Proposal, ...]


def proposals(session: Session, keeper: Keeper, need_id: int) -> Proposals | None:
    """The top achievements for a published need above the floor; None if it is not published.

    Left out: achievements of the need's own unit (a bureau's imported records,
    which wait for their owners, are nobody's own) and pairs that were decided.
    Settings matching.top and matching.floor apply by region.
    """
    need = session.get(Need, need_id, options=[selectinload(Need.indicators)])
    if need is None or need.state != NeedState.PUBLISHED:
        return None
    rules = business_settings(session, ["matching.top", "matching.floor"], need.region_code)
    floor = FLOOR if rules["matching.floor"] is None else float(rules["matching.floor"])
    decided = set(
        session.scalars(
            select(Suggestion.achievement_id).where(Suggestion.need_id == need_id, Suggestion.state.in_(DECIDED))
        )
    )
    top = int(rules["matching.top"])
    document = need_document(need)
    served = keeper.served(session, "achievement")
    matches = served.index.search(document, top + len(decided) + SPARE, floor)
    rows = _rows(session, [match.key for match in matches])
    fit = [
        match
        for match in matches
        if match.key in rows and match.key not in decided and not same_unit(need, rows[match.key])
    ][:top]
    explained = list(served.index.explain_many(document, [match.key for match in fit], PARTS))
    listed = tuple(
        Proposal(
            match.key,
            rows[match.key].organization_id,
            {**explanation_values(explanation, served.version), "rank": rank, "facts": facts(need, rows[match.key])},
        )
        for rank, (match, explanation) in enumerate(zip(fit, explained, strict=True), 1)
    )
    return Proposals(need.id, need.organization_id, need.region_code, listed)


def explanation_values(explanation: Explanation, version: str) -> dict[str, Any]:
    """Score, level and parts as columns; parts and rest add up to the score to six digits.

    ``version`` is the one of the index that explained. A part that the need
    only means has "said", the word that the need says instead.
    """
    score = round(min(1.0, explanation.score), DIGITS)
    weights = [round(part.weight, DIGITS) for part in explanation.parts]
    parts = [
        {"term": part.term, "weight": weight, "half": part.half, **({"said": part.said} if part.said else {})}
        for part, weight in zip(explanation.parts, weights, strict=True)
    ]
    return {
        "score": score,
        "level": level(score),
        "parts": parts,
        "rest": round(score - sum(weights), DIGITS),
        "engine_version": version,
    }


def same_unit(need: Need, achievement: Achievement) -> bool:
    """Whether both are one unit's own; a bureau's imported records are nobody's own."""
    is_own = achievement.organization_id == need.organization_id
    return is_own and need.organization.kind != OrganizationKind.BUREAU


def _rows(session: Session, ids: list[int]) -> dict[int, Achievement]:
    query = select(Achievement).where(Achievement.id.in_(ids))
    return {row.id: row for row in session.scalars(query).unique()}
