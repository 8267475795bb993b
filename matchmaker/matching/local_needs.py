"""Which open needs of one's own city an achievement could serve: see ``catalog.ports.LocalNeeds``.

Score and level are those that an officer will see once both are published: the
need asks, the achievement answers. Where the reader may see no more of a need
than its masked text, that alone is compared and its level is held at 较强.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from matchmaker.catalog import disclosure
from matchmaker.catalog.models import Need, NeedState
from matchmaker.catalog.ports import LocalNeed
from matchmaker.catalog.queries import sees_all
from matchmaker.catalog.services.announce import own_page
from matchmaker.core import regions
from matchmaker.core.authz import Actor, Role
from matchmaker.engine.documents import Document
from matchmaker.engine.index import Index
from matchmaker.engine.ranking import FLOOR, level
from matchmaker.engine.text import word_runs
from matchmaker.matching.documents import need_document, typed_achievement
from matchmaker.matching.keeper import Keeper
from matchmaker.matching.meaning import shared_words
from matchmaker.matching.preview import SHORTEST, WORDS
from matchmaker.organizations.queries import in_region

CONSIDERED = 400
SHOWN = 5


@dataclass(frozen=True, slots=True)
class _Read:
    """A need as its reader may read it."""

    need: Need
    is_whole: bool
    text: Document


@dataclass(frozen=True, slots=True)
class IndexedLocalNeeds:
    """``catalog.ports.LocalNeeds`` over the index of achievements.

    ``session`` gives the session to read with; nothing is written.
    """

    keeper: Keeper
    session: Callable[[], Session]

    def best(
        self, said: Sequence[Mapping[str, Any]], actor: Actor, region_codes: Collection[str]
    ) -> Sequence[Sequence[LocalNeed]]:
        """For each achievement as typed, at most five needs, the nearest first."""
        asked = [replace(typed_achievement(each), key=-place) for place, each in enumerate(said)]
        telling = [each for each in asked if len(word_runs(each.text)) >= SHORTEST]
        if not telling:
            return [() for _each in asked]
        session = self.session()
        needs = [_read(actor, row) for row in _local(session, actor, region_codes)]
        needs = [each for each in needs if each.text.text.strip()]
        with self.keeper.index(session, "achievement") as shared:
            index = shared.pinned()  # with the drafts in it, as nobody else sees it
            index.add(telling)
            found = {each.key: _nearest(actor, index, needs, each.key) for each in telling}
        return [found.get(each.key, ()) for each in asked]


def _local(session: Session, actor: Actor, region_codes: Collection[str]) -> Sequence[Need]:
    """Published needs of the cities that the regions belong to, and of what lies above; the newest CONSIDERED."""
    cities = {regions.city_of(each) for each in region_codes}
    above = {code for each in cities for code in regions.lineage(each)}
    seen = [disclosure.listed(Need), Need.scout_id == actor.user_id, Need.organization_id.in_(actor.organization_ids)]
    if actor.has(Role.OFFICER):
        seen.append(in_region(Need.region_code, actor.region_codes))
    query = (
        select(Need)
        .where(Need.state == NeedState.PUBLISHED, or_(*seen))
        .where(or_(in_region(Need.region_code, cities), Need.region_code.in_(above)))
        .order_by(Need.published_at.desc(), Need.id.desc())
        .limit(CONSIDERED)
    )
    return session.scalars(query.options(joinedload(Need.indicators))).unique().all()


def _read(actor: Actor, row: Need) -> _Read:
    is_whole = disclosure.is_open(row) or sees_all(actor, row)
    text = need_document(row) if is_whole else Document(row.id, "", disclosure.masked_text(row))
    return _Read(row, is_whole, text)


def _nearest(actor: Actor, index: Index, needs: Sequence[_Read], achievement: int) -> tuple[LocalNeed, ...]:
    scores = index.score_pairs([each.text for each in needs], achievement)
    ranked = sorted(zip(needs, scores, strict=True), key=lambda pair: (-pair[1], pair[0].need.id))
    return tuple(_found(actor, index, each, achievement) for each, score in ranked[:SHOWN] if score >= FLOOR)


def _found(actor: Actor, index: Index, read: _Read, achievement: int) -> LocalNeed:
    explanation = index.explain(read.text, achievement)
    found = level(explanation.score)
    row = read.need
    return LocalNeed(
        title=row.title if read.is_whole else disclosure.public_title(row),
        href=own_page(row) if sees_all(actor, row) else f"/needs/{row.id}",
        organization=row.organization.name if read.is_whole else "",
        level=found if read.is_whole or found != "strong" else "fair",
        words=shared_words(explanation.parts)[:WORDS],
    )
