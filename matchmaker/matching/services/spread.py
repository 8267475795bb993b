"""Refreshing every need with the engine's work done elsewhere, in blocks of needs.

What is done elsewhere is pure: questions go out, answers come back, and the
index is read from files that the other side has. Records are read and
suggestions written here, one need per short transaction, in the order of the
needs, so that the result is the same as without helpers, row for row, and a
block that is done twice changes nothing.

The blocks are answered from one generation. What enters, changes or leaves
while they are under way is settled at the end, as the jobs do it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.engine import artifacts
from matchmaker.engine.batch import Answer, Question
from matchmaker.engine.tuning import Tuning
from matchmaker.matching.keeper import Keeper
from matchmaker.matching.models import IndexChange, IndexGeneration
from matchmaker.matching.services.compute import Asked, Proposals, answered, ask_for, proposals
from matchmaker.matching.services.refresh import (
    Outcome,
    Read,
    Transact,
    build,
    published_needs,
    refresh_achievement,
    renew_indexes,
    write,
)

BLOCK = 64
"""Needs that go out together: some hundred kilobytes of texts, and an answer within a second."""

KIND = "achievement"
Block = Sequence[Question]
Listing = Callable[[Session, Asked], Proposals | None]
Helpers = Callable[[str, Tuning, Iterable[Block]], Iterator[Sequence[Answer]]]
"""Answers blocks of questions, in their order, from a given generation, needs read as a tuning says.

May read ahead in the blocks, not without end: each one read is a block in memory.
"""


@dataclass(frozen=True, slots=True)
class Base:
    """The generation all blocks are answered from, the last change it contains, how needs are read.

    ``version`` names the engine and the tuning.
    """

    generation: str
    through: int
    tuning: Tuning
    version: str


def refresh_all_by(
    read: Read,
    transact: Transact,
    keeper: Keeper,
    helpers: Helpers,
    progress: Callable[[int, int], None] | None = None,
) -> Outcome:
    """As `refresh_all`, with what the engine does for each need done by helpers."""
    renew_indexes(read, transact, keeper)
    base = _base(read, transact, keeper)
    ids: list[int] = read(published_needs)
    total, out, done = Outcome(), deque[list[Asked]](), 0

    def blocks() -> Iterator[Block]:
        for start in range(0, len(ids), BLOCK):
            asked = read(partial(_questions, ids=ids[start : start + BLOCK]))
            out.append(asked)
            yield [each.question for each in asked]

    for answers in helpers(base.generation, base.tuning, blocks()):
        for asked, found in zip(out.popleft(), answers, strict=True):
            total.add(_settle(read, transact, keeper, asked, partial(answered, found=found, version=base.version)))
            done += 1
            if progress is not None:
                progress(done, len(ids))
    for achievement_id in read(partial(_changed_since, through=base.through)):
        total.add(refresh_achievement(read, transact, keeper, achievement_id))
    return total


def _questions(session: Session, ids: Sequence[int]) -> list[Asked]:
    """Those of the needs that are still published."""
    return [asked for need_id in ids if (asked := ask_for(session, need_id)) is not None]


def _settle(read: Read, transact: Transact, keeper: Keeper, asked: Asked, listing: Listing) -> Outcome:
    """Write one need's answer; a need that has changed meanwhile is answered here."""

    def listed(session: Session) -> Proposals | None:
        return listing(session, asked) or proposals(session, keeper, asked.need_id)

    ready: Proposals | None = read(listed)
    if ready is None:
        return Outcome()
    outcome: Outcome = transact(lambda session: write(session, ready))
    return outcome


def _base(read: Read, transact: Transact, keeper: Keeper) -> Base:
    """The generation that the database names, made anew where this machine lacks its files."""
    base: Base = read(partial(_serving, keeper=keeper))
    try:
        artifacts.verify(folder_of(keeper), base.generation)
    except artifacts.ArtifactError:
        build(read, transact, keeper, KIND)
        base = read(partial(_serving, keeper=keeper))
    return base


def _serving(session: Session, keeper: Keeper) -> Base:
    stored = session.get_one(IndexGeneration, KIND)
    served = keeper.served(session, KIND)
    return Base(stored.generation, stored.built_through, served.index.tuning, served.version)


def _changed_since(session: Session, through: int) -> list[int]:
    """Achievements that entered, changed or left after a generation was fitted."""
    query = select(IndexChange.record_id).where(IndexChange.record_kind == KIND, IndexChange.id > through)
    return list(session.scalars(query.distinct().order_by(IndexChange.record_id)))


def folder_of(keeper: Keeper) -> Path:
    """Where this machine keeps the index that helpers need: its generations are folders in it."""
    return keeper.folder / KIND
