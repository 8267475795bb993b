"""Achievements that come near a need for which nothing strong was found, and what keeps them away.

Everything is computed from what the reader may see: of an achievement that is
not the reader's to read, the approved public text alone is scored and
compared, and one without such a text is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from matchmaker.catalog import disclosure
from matchmaker.catalog.models import Achievement, AchievementState, Need, NeedIndicator
from matchmaker.catalog.queries import sees_all
from matchmaker.core import regions
from matchmaker.core.authz import Actor
from matchmaker.engine.documents import Document, Explanation
from matchmaker.engine.figures import Figure
from matchmaker.engine.near_miss import HEAVIEST, Gaps, Offered, Wanted, gaps, telling_words
from matchmaker.engine.ranking import level
from matchmaker.engine.tuning import Tuning
from matchmaker.matching.documents import achievement_document, need_document
from matchmaker.matching.facts import WANTED_TRL, budget_ceiling
from matchmaker.matching.keeper import Keeper
from matchmaker.matching.meaning import shared_words, unmeant, unused
from matchmaker.matching.models import Suggestion, SuggestionState
from matchmaker.matching.services.compute import same_unit

CANDIDATES = 30
SHOWN = 5
NEAR = 0.10  # half of what begins to be fair; below it unrelated texts of a small city reach by chance
SHARED = 6
WORDS_CHECKED = 24
UNUSED_SHOWN = 8
_LOCAL = re.compile(r"(?:本市|市内|同城|本地)的?(?:单位|高校|院校|院所|团队|机构|企业|供方|承接方)")
_OR_NOT = re.compile(r"不限|不一定|不要求|均可|也可|皆可|外地")


@dataclass(frozen=True, slots=True)
class NearMiss:
    """One achievement as the reader may see it; ``is_whole``: more than its masked text."""

    achievement: Achievement
    is_whole: bool
    level: str
    shared: tuple[str, ...]
    gaps: Gaps
    is_elsewhere: bool


@dataclass(frozen=True, slots=True)
class NearMisses:
    """The nearest first; ``unused``: words of the need that no achievement has in its public text."""

    listed: tuple[NearMiss, ...]
    unused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    row: Achievement
    is_whole: bool
    text: Document


def near_misses(session: Session, keeper: Keeper, need: Need, actor: Actor) -> NearMisses:
    """What comes near the need, for this reader; ``need`` must be one that the reader may read."""
    document = need_document(need)
    with keeper.index(session, "achievement") as index:
        tuning, words = index.tuning, telling_words(document, index, WORDS_CHECKED)
        matches = index.search(document, CANDIDATES, NEAR)
        seen = list(_seen(session, need, [match.key for match in matches], actor))
        explained = list(index.explain_many(document, [_as_read(each) for each in seen], 2 * SHARED))
    wanted = wanted_of(need, words[:HEAVIEST])
    near = (_near(need, wanted, tuning, *pair) for pair in _nearest(zip(seen, explained, strict=True)))
    return NearMisses(tuple(islice(near, SHOWN)), tuple(unused(session, words, tuning)[:UNUSED_SHOWN]))


def wanted_of(need: Need, words: Sequence[str]) -> Wanted:
    """What the need asks for, as the engine compares it."""
    return Wanted(words, WANTED_TRL.get(need.need_type or ""), budget_ceiling(need), _wishes(need.indicators))


def cares_for_region(need: Need) -> bool:
    """Whether the need says in words that it looks for somebody of its own city."""
    said = need.solver_requirements
    return bool(_LOCAL.search(said)) and not _OR_NOT.search(said)


def _seen(session: Session, need: Need, ids: Sequence[int], actor: Actor) -> Iterable[_Seen]:
    refused = select(Suggestion.achievement_id).where(
        Suggestion.need_id == need.id, Suggestion.state == SuggestionState.REJECTED
    )
    query = select(Achievement).where(
        Achievement.id.in_(ids), Achievement.state == AchievementState.PUBLISHED, Achievement.id.not_in(refused)
    )
    for row in session.scalars(query.options(selectinload(Achievement.indicators))).unique():
        is_whole = disclosure.is_open(row) or sees_all(actor, row)
        text = achievement_document(row) if is_whole else Document(row.id, "", disclosure.masked_text(row))
        if text.text.strip() and not same_unit(need, row):
            yield _Seen(row, is_whole, text)


def _as_read(seen: _Seen) -> int | Document:
    return seen.row.id if seen.is_whole else seen.text


def _nearest(pairs: Iterable[tuple[_Seen, Explanation]]) -> list[tuple[_Seen, Explanation]]:
    """Best first; a strong one is no near miss but a suggestion that is still to come."""
    near = [pair for pair in pairs if pair[1].score >= NEAR and _level(*pair) != "strong"]
    return sorted(near, key=lambda pair: (-pair[1].score, pair[0].row.id))


def _level(seen: _Seen, explanation: Explanation) -> str:
    """A few masked words easily score high, where the whole text did not: they stay near."""
    found = level(explanation.score)
    return found if seen.is_whole or found != "strong" else "fair"


def _near(need: Need, wanted: Wanted, tuning: Tuning, seen: _Seen, explanation: Explanation) -> NearMiss:
    row = seen.row
    offered = Offered(seen.text.text)
    if seen.is_whole:
        reached = [Figure(each.name, each.value, each.unit) for each in row.indicators]
        offered = Offered(seen.text.text, row.trl, row.price_min, reached)
    elsewhere = cares_for_region(need) and regions.city_of(need.region_code) != regions.city_of(row.region_code)
    shared = shared_words(explanation.parts)[:SHARED]
    found = gaps(replace(wanted, words=unmeant(wanted.words, seen.text.text, tuning)), offered)
    return NearMiss(row, seen.is_whole, _level(seen, explanation), shared, found, elsewhere)


def _wishes(rows: Iterable[NeedIndicator]) -> list[Figure]:
    return [Figure(each.name, each.target, each.unit, each.present) for each in rows]
