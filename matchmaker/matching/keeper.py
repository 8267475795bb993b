"""The two indexes as this process holds them.

The database says which generation to serve and lists what changed since; the
files are a cache that any process can make anew from the database, so a
damaged, foreign or missing artifact is rebuilt, never trusted.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from matchmaker.catalog.models import Achievement, AchievementState, Need, NeedState
from matchmaker.config import Settings
from matchmaker.engine import ENGINE_VERSION, artifacts
from matchmaker.engine.documents import Document
from matchmaker.engine.index import Index
from matchmaker.engine.salience import TRUST
from matchmaker.engine.tuning import UNTUNED, Tuning
from matchmaker.matching.documents import achievement_document, need_document
from matchmaker.matching.models import IndexChange, IndexGeneration
from matchmaker.matching.tuning.lexicon import tuning_of
from matchmaker.matching.tuning.models import EngineTuning
from matchmaker.matching.tuning.queries import live_number

log = structlog.get_logger(__name__)
KINDS = ("achievement", "need")
STALE_SHARE = 0.01
BATCH = 500
UNKNOWN = [""] * 4
SAMPLE = 5000
"""So many needs tell how needs are worded: a word in 1 % of them is then known to within 0.3 %."""
_MODELS: dict[str, tuple[type[Any], str, Callable[[Any], Document]]] = {
    "achievement": (Achievement, AchievementState.PUBLISHED, achievement_document),
    "need": (Need, NeedState.PUBLISHED, need_document),
}


@dataclass
class Held:
    """One index in memory, and the last change it contains."""

    index: Index
    generation: str
    through: int


@dataclass(frozen=True, slots=True)
class Served:
    """An index as it was at one moment, read as the live tuning says; ``version`` names engine and tuning."""

    index: Index
    version: str


@dataclass
class Keeper:
    """Serves both indexes; one per process and data folder.

    The lock is held while an index is opened or caught up, never while one is
    asked: a question runs on a state that nobody changes.
    """

    folder: Path
    _held: dict[str, Held] = field(default_factory=dict)
    _tuning: tuple[int | None, Tuning] = (None, UNTUNED)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @contextmanager
    def index(self, session: Session, kind: str) -> Iterator[Index]:
        """The index of ``kind``, caught up with the database; it stays as it is while used."""
        yield self.served(session, kind).index

    def served(self, session: Session, kind: str) -> Served:
        """The same, with the name of what it was read by."""
        with self._lock:
            index = self._caught_up(session, kind).index
            number, tuning = self._tuning
            return Served(index.pinned(tuning), ENGINE_VERSION if number is None else f"{ENGINE_VERSION}+{number}")

    def build(self, session: Session, kind: str) -> IndexGeneration:
        """Fit a fresh index of all published records and save it.

        Returns the row to be stored by the caller in a write transaction; the
        session is only read from.
        """
        through, seen = last_change(session), fingerprint(session, kind)
        index = fitted(session, kind)
        generation = artifacts.save(index, self.folder / kind)
        with self._lock:
            self._held[kind] = Held(index, generation, through)
        return _generation(kind, generation, through, seen, index)

    def compact(self, session: Session, kind: str) -> IndexGeneration:
        """Fit anew on what the index holds, without reading the records again, and save it.

        Questions are answered from the old fitting meanwhile. Returns the row to
        be stored by the caller in a write transaction. Its fingerprint says only
        which needs were read, as they are not read again: which records were
        published since the last noted change is not known.
        """
        stored = session.get(IndexGeneration, kind)
        asked = _demand_in(stored.fingerprint) if stored else []
        with self._lock:
            held = self._caught_up(session, kind)
            through, index = held.through, held.index.pinned()
        index.compact()
        generation = artifacts.save(index, self.folder / kind)
        with self._lock:
            self._held[kind] = Held(index, generation, through)
        return _generation(kind, generation, through, ":".join([*UNKNOWN, *asked]), index)

    def is_outdated(self, session: Session, kind: str) -> bool:
        """Whether anything at all was published, changed or taken down since the fitting."""
        stored = session.get(IndexGeneration, kind)
        return (
            stored is None
            or stored.engine_version != artifacts.MADE_BY
            or stored.fingerprint != fingerprint(session, kind)
        )

    def is_stale(self, session: Session, kind: str) -> bool:
        """Whether so much changed since the fitting that a new one is worth its time."""
        if self.must_be_read_anew(session, kind):
            return True
        with self.index(session, kind) as index:
            return index.stale > STALE_SHARE

    def must_be_read_anew(self, session: Session, kind: str) -> bool:
        """Whether `compact` would not do: nothing was fitted by this engine, or needs have doubled."""
        stored = session.get(IndexGeneration, kind)
        return (
            stored is None
            or stored.engine_version != artifacts.MADE_BY
            or _demand_in(stored.fingerprint) != _demand(session, kind)
        )

    def _caught_up(self, session: Session, kind: str) -> Held:
        of_kind = IndexGeneration.record_kind == kind
        generation = select(IndexGeneration.generation).where(of_kind).scalar_subquery().label("generation")
        through = select(IndexGeneration.built_through).where(of_kind).scalar_subquery().label("built_through")
        stored = session.execute(select(generation, through, live_number().label("tuning"))).one()
        if stored.tuning != self._tuning[0]:
            row = session.get(EngineTuning, stored.tuning) if stored.tuning is not None else None
            self._tuning = stored.tuning, tuning_of(row)
        held = self._held.get(kind)
        if held is None or (stored.generation is not None and stored.generation != held.generation):
            held = self._held[kind] = self._open(session, kind, stored)
        self._catch_up(session, kind, held)
        return held

    def _open(self, session: Session, kind: str, stored: Any) -> Held:
        if stored.generation is not None:
            try:
                index = artifacts.load(self.folder / kind, stored.generation)
                return Held(index, stored.generation, stored.built_through)
            except artifacts.ArtifactError as error:
                log.warning("index_rebuilt", kind=kind, reason=str(error))
        through = last_change(session)
        return Held(fitted(session, kind), stored.generation or "", through)

    def _catch_up(self, session: Session, kind: str, held: Held) -> None:
        query = select(IndexChange.id, IndexChange.record_id).where(
            IndexChange.record_kind == kind, IndexChange.id > held.through
        )
        changes = session.execute(query.order_by(IndexChange.id)).all()
        if not changes:
            return
        touched = sorted({change.record_id for change in changes})
        present = {document.key: document for document in documents(session, kind, touched)}
        held.index.change(present.values(), [key for key in touched if key not in present])
        held.through = changes[-1].id


def fitted(session: Session, kind: str) -> Index:
    """A fresh index of all published records; that of achievements learns how needs are worded."""
    if kind == "need":
        return Index.build(documents(session, kind))
    ids = list(session.scalars(select(Need.id).where(Need.state == NeedState.PUBLISHED).order_by(Need.id)))
    asked = documents(session, "need", ids[:: max(1, -(-len(ids) // SAMPLE))])
    return Index.build(documents(session, kind), asked)


def _generation(kind: str, generation: str, through: int, seen: str, index: Index) -> IndexGeneration:
    return IndexGeneration(
        record_kind=kind,
        generation=generation,
        built_through=through,
        fingerprint=seen,
        documents=len(index),
        engine_version=artifacts.MADE_BY,
    )


def damaged(session: Session, folder: Path) -> list[str]:
    """Which indexes that this machine keeps are damaged, and how; every byte is read.

    One that is missing is no damage: it is made when it is asked for.
    """
    found = []
    for stored in session.scalars(select(IndexGeneration).order_by(IndexGeneration.record_kind)):
        if (folder / stored.record_kind / stored.generation).exists():
            try:
                artifacts.verify(folder / stored.record_kind, stored.generation)
            except artifacts.ArtifactError as error:
                found.append(str(error))
    return found


def fingerprint(session: Session, kind: str) -> str:
    """Number of published records and the sums of their ids and versions: changes with any of them.

    That of achievements changes also when the needs have doubled in number.
    """
    model, published, _make = _MODELS[kind]
    query = select(func.count(), func.sum(model.id), func.sum(model.id * model.version), func.sum(model.version))
    row = session.execute(query.where(model.state == published)).one()
    return ":".join([*(str(int(value or 0)) for value in row), *_demand(session, kind)])


def _demand_in(stored: str) -> list[str]:
    """What a fingerprint says of the needs."""
    return stored.split(":")[len(UNKNOWN) :]


def _demand(session: Session, kind: str) -> list[str]:
    """For achievements, how often the number of published needs has doubled since it mattered."""
    if kind == "need":
        return []
    number = session.scalar(select(func.count()).select_from(Need).where(Need.state == NeedState.PUBLISHED)) or 0
    return [str((number // TRUST).bit_length())]


def last_change(session: Session) -> int:
    """The number of the newest change of either side, 0 without any."""
    return session.scalar(select(func.max(IndexChange.id))) or 0


def documents(session: Session, kind: str, ids: list[int] | None = None) -> Iterator[Document]:
    """The engine's documents of all published records of ``kind``, or of those among ``ids``."""
    model, published, make = _MODELS[kind]
    last = 0
    while True:
        query = select(model).where(model.state == published, model.id > last)
        if ids is not None:
            query = query.where(model.id.in_(ids))
        rows = session.scalars(query.options(selectinload(model.indicators)).order_by(model.id).limit(BATCH)).all()
        yield from (make(row) for row in rows)
        if len(rows) < BATCH:
            return
        last = rows[-1].id


@lru_cache(maxsize=4)
def keeper_for(settings: Settings) -> Keeper:
    """The process's keeper for this installation's index folder."""
    return Keeper(settings.index_dir)
