"""Keeping the suggestions in line with what is published.

Only undecided suggestions are touched, one need per short transaction; run
again without a change, nothing is written. Killed half-way, the next run
finishes what is left, because each need's list is computed from the records
alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Need, NeedState
from matchmaker.core import audit
from matchmaker.core.authz import Actor, system_actor
from matchmaker.engine.ranking import FLOOR
from matchmaker.matching.keeper import KINDS, Keeper, documents
from matchmaker.matching.models import IndexChange, IndexGeneration, Suggestion, SuggestionState
from matchmaker.matching.services.compute import Proposal, Proposals, proposals
from matchmaker.matching.workflow import SUGGESTION

MATCHER = system_actor("matcher")
Transact = Callable[[Callable[[Session], Any]], Any]
Read = Callable[[Callable[[Session], Any]], Any]


@dataclass
class Outcome:
    """How many suggestions were added, changed, withdrawn, left as they were; over how many needs."""

    needs: int = 0
    created: int = 0
    updated: int = 0
    superseded: int = 0
    unchanged: int = 0

    def add(self, other: Outcome) -> None:
        """Count ``other`` in."""
        for name in ("needs", "created", "updated", "superseded", "unchanged"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def refresh_need(read: Read, transact: Transact, keeper: Keeper, need_id: int) -> Outcome:
    """Bring one need's suggestions up to date."""
    found: Proposals | None = read(lambda session: proposals(session, keeper, need_id))
    if found is None:
        return Outcome()
    outcome: Outcome = transact(lambda session: write(session, found))
    return outcome


def refresh_all(
    read: Read, transact: Transact, keeper: Keeper, progress: Callable[[int, int], None] | None = None
) -> Outcome:
    """Fit the indexes anew if anything changed, then refresh every published need."""
    renew_indexes(read, transact, keeper)
    ids: list[int] = read(published_needs)
    total = Outcome()
    for done, need_id in enumerate(ids, 1):
        total.add(refresh_need(read, transact, keeper, need_id))
        if progress is not None:
            progress(done, len(ids))
    return total


def renew_indexes(read: Read, transact: Transact, keeper: Keeper) -> None:
    """Fit the indexes anew if anything changed since they were fitted."""
    for kind in KINDS:
        if read(partial(keeper.is_outdated, kind=kind)):
            build(read, transact, keeper, kind)


def build_if_stale(read: Read, transact: Transact, keeper: Keeper, kind: str) -> bool:
    """Fit the index of ``kind`` anew when much has changed; True when that was done.

    The records are read again only where what the index holds does not suffice.
    """
    if not read(lambda session: keeper.is_stale(session, kind)):
        return False
    if read(lambda session: keeper.must_be_read_anew(session, kind)):
        build(read, transact, keeper, kind)
    else:
        compacted: IndexGeneration = read(lambda session: keeper.compact(session, kind))
        transact(lambda session: session.merge(compacted))
    return True


def build(read: Read, transact: Transact, keeper: Keeper, kind: str) -> None:
    """Fit the index of ``kind`` anew and make it the one all processes serve."""
    built: IndexGeneration = read(lambda session: keeper.build(session, kind))
    transact(lambda session: session.merge(built))


def refresh_achievement(read: Read, transact: Transact, keeper: Keeper, achievement_id: int) -> Outcome:
    """Refresh the needs whose list a newly published achievement enters."""
    total = Outcome()
    for need_id in read(lambda session: _entered(session, keeper, achievement_id)):
        total.add(refresh_need(read, transact, keeper, need_id))
    return total


def note_change(session: Session, kind: str, record_id: int, *, present: bool) -> None:
    """List a record that entered or left, for every process to catch up with."""
    session.add(IndexChange(record_kind=kind, record_id=record_id, present=present))


def withdraw(session: Session, kind: str, record_id: int, *, actor: Actor = MATCHER) -> int:
    """Supersede the undecided suggestions of a record that is no longer published."""
    column = Suggestion.need_id if kind == "need" else Suggestion.achievement_id
    query = select(Suggestion).where(column == record_id, Suggestion.state == SuggestionState.PROPOSED)
    rows = session.scalars(query.order_by(Suggestion.id)).all()
    for row in rows:
        SUGGESTION.apply(session, row, "supersede", actor=actor)
    return len(rows)


def published_needs(session: Session) -> list[int]:
    """Ids of all published needs."""
    return list(session.scalars(select(Need.id).where(Need.state == NeedState.PUBLISHED).order_by(Need.id)))


def write(session: Session, found: Proposals) -> Outcome:
    """Make the stored suggestions of one need the proposed ones; decided ones stay as they are."""
    stored = {
        row.achievement_id: row
        for row in session.scalars(select(Suggestion).where(Suggestion.need_id == found.need_id))
    }
    outcome = Outcome(needs=1)
    fresh = [proposal for proposal in found.listed if proposal.achievement_id not in stored]
    _create(session, found, fresh)
    outcome.created = len(fresh)
    wanted = {proposal.achievement_id: proposal for proposal in found.listed}
    for key, row in stored.items():
        _settle(session, row, wanted.get(key), outcome)
    return outcome


def _create(session: Session, found: Proposals, fresh: Iterable[Proposal]) -> None:
    rows = [
        Suggestion(
            need_id=found.need_id,
            need_organization_id=found.organization_id,
            achievement_id=proposal.achievement_id,
            achievement_organization_id=proposal.achievement_organization_id,
            region_code=found.region_code,
            **proposal.values,
        )
        for proposal in fresh
    ]
    if rows:
        SUGGESTION.begin_many(session, rows)
        pairs = [row.achievement_id for row in rows]
        audit.record(session, MATCHER, "suggestion.proposed", "need", found.need_id, achievements=pairs)


def _settle(session: Session, row: Suggestion, proposal: Proposal | None, outcome: Outcome) -> None:
    """One stored suggestion: change it, revive it, supersede it, or leave it."""
    if row.state not in (SuggestionState.PROPOSED, SuggestionState.SUPERSEDED):
        return
    if proposal is None:
        if row.state == SuggestionState.PROPOSED and row.asked_by is None:
            SUGGESTION.apply(session, row, "supersede", actor=MATCHER)
            outcome.superseded += 1
        return
    changed = {name: value for name, value in proposal.values.items() if getattr(row, name) != value}
    if row.state == SuggestionState.SUPERSEDED:
        SUGGESTION.apply(session, row, "revive", actor=MATCHER, values=changed)
    elif changed:
        for name, value in changed.items():
            setattr(row, name, value)
    else:
        outcome.unchanged += 1
        return
    outcome.updated += 1


def _entered(session: Session, keeper: Keeper, achievement_id: int) -> list[int]:
    """Needs in whose list this achievement now belongs, or stood before."""
    with keeper.index(session, "achievement") as index:
        needs = list(documents(session, "need"))
        if achievement_id not in index or not needs:
            scores = [0.0] * len(needs)
        else:
            scores = [float(score) for score in index.score_pairs(needs, achievement_id)]
    weakest = _weakest(session)
    standing = set(session.scalars(select(Suggestion.need_id).where(Suggestion.achievement_id == achievement_id)))
    return [
        need.key
        for need, score in zip(needs, scores, strict=True)
        if need.key in standing or (score >= FLOOR and score > weakest.get(need.key, 0.0))
    ]


def _weakest(session: Session) -> dict[int, float]:
    """Need → the lowest score in its list, where the list is full (ten or more)."""
    query = (
        select(Suggestion.need_id, func.min(Suggestion.score), func.count())
        .where(Suggestion.state == SuggestionState.PROPOSED)
        .group_by(Suggestion.need_id)
    )
    full = 10
    return {row[0]: row[1] for row in session.execute(query) if row[2] >= full}
