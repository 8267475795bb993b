"""What the engine proposes for one need: the list that ought to stand.

Reads only; the write comes afterwards in a transaction of its own, so that no
lock is held while the engine computes. What is asked (`ask_for`) and what is
made of the answer (`answered`) are apart from the engine's own work, which may
be done elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from matchmaker.catalog.models import Achievement, AchievementState, Need, NeedState
from matchmaker.engine.batch import Answer, Question, answer
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
class Asked:
    """A need's question to the engine, and the version of the need that asks it."""

    need_id: int
    version: int
    question: Question


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
    asked = ask_for(session, need_id)
    if asked is None:
        return None
    served = keeper.served(session, "achievement")
    return answered(session, asked, answer(served.index, asked.question), served.version)


def ask_for(session: Session, need_id: int) -> Asked | None:
    """All that the engine must know of a need; None if it is not published."""
    need = _published(session, need_id)
    if need is None:
        return None
    rules = business_settings(session, ["matching.top", "matching.floor"], need.region_code)
    floor = FLOOR if rules["matching.floor"] is None else float(rules["matching.floor"])
    decided = _decided(session, need_id)
    top = int(rules["matching.top"])
    unwanted = frozenset(decided | _own(session, need))
    question = Question(need_document(need), top + len(decided) + SPARE, floor, top, PARTS, unwanted)
    return Asked(need.id, need.version, question)


def answered(session: Session, asked: Asked, found: Answer, version: str) -> Proposals | None:
    """What the engine found as the list that ought to stand; ``version`` names the engine and its tuning.

    None where the need has changed or left meanwhile: then the question is not its own any longer.
    Achievements that have left meanwhile are left out.
    """
    need = _published(session, asked.need_id)
    if need is None or need.version != asked.version:
        return None
    rows = _rows(session, [each.key for each in found])
    fit = [each for each in found if each.key in rows]
    listed = tuple(
        Proposal(
            each.key,
            rows[each.key].organization_id,
            {**explanation_values(each.explanation, version), "rank": rank, "facts": facts(need, rows[each.key])},
        )
        for rank, each in enumerate(fit, 1)
    )
    return Proposals(need.id, need.organization_id, need.region_code, listed)


def _published(session: Session, need_id: int) -> Need | None:
    need = session.get(Need, need_id, options=[selectinload(Need.indicators)])
    return need if need is not None and need.state == NeedState.PUBLISHED else None


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


def _decided(session: Session, need_id: int) -> frozenset[int]:
    query = select(Suggestion.achievement_id).where(Suggestion.need_id == need_id, Suggestion.state.in_(DECIDED))
    return frozenset(session.scalars(query))


def _own(session: Session, need: Need) -> frozenset[int]:
    """The achievements that `same_unit` is true of."""
    if need.organization.kind == OrganizationKind.BUREAU:
        return frozenset()
    query = select(Achievement.id).where(
        Achievement.organization_id == need.organization_id, Achievement.state == AchievementState.PUBLISHED
    )
    return frozenset(session.scalars(query))


def _rows(session: Session, ids: list[int]) -> dict[int, Achievement]:
    query = select(Achievement).where(Achievement.id.in_(ids), Achievement.state == AchievementState.PUBLISHED)
    return {row.id: row for row in session.scalars(query).unique()}
