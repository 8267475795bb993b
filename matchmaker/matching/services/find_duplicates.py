"""Keeping the list of near-duplicates in line with what is published.

First everything is read and compared, then written in short transactions; run again without a
change, nothing is written. What an officer decided stands until a text has become another one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.queries import MODELS
from matchmaker.engine import ENGINE_VERSION
from matchmaker.engine.documents import Document
from matchmaker.engine.near import THRESHOLD, duplicates_of_each
from matchmaker.engine.near_pairs import Keys, likeness, paired
from matchmaker.engine.sketch import has_changed, sketch
from matchmaker.matching.keeper import KINDS, Keeper, documents
from matchmaker.matching.models import DuplicatePair, DuplicateState
from matchmaker.matching.services.duplicate_groups import regroup
from matchmaker.matching.services.refresh import MATCHER, Read, Transact
from matchmaker.matching.workflow import DUPLICATE

T = TypeVar("T")
Progress = Callable[[int, int], None]
BATCH = 200
WATCHED_EVERY = 200
DIGITS = 6
UNDECIDED = frozenset({DuplicateState.OPEN})
STANDING = frozenset({DuplicateState.OPEN, DuplicateState.CONFIRMED})
REGIONS = ("lower_region_code", "higher_region_code")
DRIFT = 0.005
"""A likeness moves a little with every new fitting of the index; below this nothing is rewritten."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Pairs of one side as they stand now.

    ``alike``: pair → columns. Of the stored ones, ``unlike`` are those whose texts have parted,
    ``gone`` those of which a record is no longer published.
    """

    kind: str
    alike: Mapping[Keys, Mapping[str, Any]]
    unlike: frozenset[Keys]
    gone: frozenset[Keys]


def find_duplicates(read: Read, transact: Transact, keeper: Keeper, progress: Progress | None = None) -> None:
    """Compare all published records of either side with each other."""
    for kind in KINDS:
        _renew(read, transact, partial(compare, keeper=keeper, kind=kind, progress=progress))


def find_duplicates_of(read: Read, transact: Transact, keeper: Keeper, kind: str, record_id: int) -> None:
    """Renew the pairs of one record that was published or changed."""
    _renew(read, transact, partial(compare, keeper=keeper, kind=kind, record_id=record_id))


def withdraw_duplicates(session: Session, kind: str, record_id: int) -> None:
    """Take the undecided pairs of a record that is no longer published off the list."""
    touching = _stored(kind, record_id).where(DuplicatePair.state == DuplicateState.OPEN)
    for row in session.scalars(touching.order_by(DuplicatePair.id)).all():
        DUPLICATE.apply(session, row, "lapse", actor=MATCHER)
    regroup(session, kind)


def _renew(read: Read, transact: Transact, comparison: Callable[[Session], Compared]) -> None:
    compared: Compared = read(comparison)
    for pairs in _batches(sorted({*compared.alike, *compared.unlike, *compared.gone})):
        transact(partial(write, compared=compared, pairs=pairs))
    transact(partial(regroup, kind=compared.kind))


def compare(
    session: Session, keeper: Keeper, kind: str, record_id: int | None = None, progress: Progress | None = None
) -> Compared:
    """What is alike now among the published records of ``kind``, or with one of them; only reads."""
    known = session.execute(_stored(kind, record_id).with_only_columns(DuplicatePair.lower_id, DuplicatePair.higher_id))
    stored = {(row[0], row[1]) for row in known}
    with keeper.index(session, kind) as index:
        asked = documents(session, kind, None if record_id is None else [record_id])
        found = paired(duplicates_of_each(_watched(asked, len(index), progress), index))
        texts = _texts(session, kind, {key for pair in (*found, *stored) for key in pair})
        there = {pair for pair in (*found, *stored) if pair[0] in texts and pair[1] in texts}
        scores = {pair: found.get(pair) or likeness(texts[pair[0]], texts[pair[1]], index) for pair in there}
    regions, sketches = _regions(session, kind, texts), {key: sketch(text) for key, text in texts.items()}
    alike = {pair: _columns(pair, score, regions, sketches) for pair, score in scores.items() if score >= THRESHOLD}
    return Compared(kind, alike, frozenset(there - alike.keys()), frozenset(stored - there))


def _columns(
    pair: Keys, score: float, regions: Mapping[int, str], sketches: Mapping[int, dict[str, Any]]
) -> dict[str, Any]:
    lower, higher = pair
    return {
        "lower_region_code": regions[lower],
        "higher_region_code": regions[higher],
        "likeness": round(score, DIGITS),
        "engine_version": ENGINE_VERSION,
        "lower_sketch": sketches[lower],
        "higher_sketch": sketches[higher],
    }


def write(session: Session, compared: Compared, pairs: Iterable[Keys]) -> None:
    """Make the stored rows of some pairs what the comparison says."""
    chosen = list(pairs)
    ids = [lower for lower, _higher in chosen]
    rows = session.scalars(select(DuplicatePair).where(_of(compared.kind), DuplicatePair.lower_id.in_(ids))).all()
    stored = {(row.lower_id, row.higher_id): row for row in rows}
    for pair in chosen:
        row = stored.get(pair)
        if pair in compared.alike:
            _stand(session, compared.kind, pair, row, compared.alike[pair])
        elif row is not None and row.state in (UNDECIDED if pair in compared.gone else STANDING):
            DUPLICATE.apply(session, row, "lapse", actor=MATCHER)


def _stand(session: Session, kind: str, pair: Keys, row: DuplicatePair | None, now: Mapping[str, Any]) -> None:
    """One pair that is alike: enter it, renew its figures, bring it back, or leave it."""
    if row is None:
        fresh = DuplicatePair(record_kind=kind, lower_id=pair[0], higher_id=pair[1], group_key=pair[0], **now)
        DUPLICATE.begin(session, fresh, actor=MATCHER, kind=kind, records=list(pair))
    elif row.state == DuplicateState.LAPSED or (row.state == DuplicateState.DISMISSED and _is_another(row, now)):
        undecided = {"decided_by": None, "decided_at": None, "note": ""}
        DUPLICATE.apply(session, row, "revive", actor=MATCHER, values={**now, **undecided})
    else:
        renewed = now if row.state == DuplicateState.OPEN and _has_moved(row, now) else REGIONS
        for name in renewed:
            setattr(row, name, now[name])


def _is_another(row: DuplicatePair, now: Mapping[str, Any]) -> bool:
    """Whether either text has become another one since the officer saw it."""
    return any(has_changed(getattr(row, name), now[name]) for name in ("lower_sketch", "higher_sketch"))


def _has_moved(row: DuplicatePair, now: Mapping[str, Any]) -> bool:
    drifted = abs(row.likeness - now["likeness"]) >= DRIFT
    return drifted or any(getattr(row, name) != now[name] for name in now if name != "likeness")


def _of(kind: str) -> Any:
    return DuplicatePair.record_kind == kind


def _stored(kind: str, record_id: int | None = None) -> Any:
    query = select(DuplicatePair).where(_of(kind))
    if record_id is None:
        return query
    return query.where(or_(DuplicatePair.lower_id == record_id, DuplicatePair.higher_id == record_id))


def _texts(session: Session, kind: str, keys: set[int]) -> dict[int, Document]:
    """The documents of those among ``keys`` that are published."""
    return {text.key: text for some in _batches(sorted(keys)) for text in documents(session, kind, some)}


def _regions(session: Session, kind: str, keys: Iterable[int]) -> dict[int, str]:
    model = MODELS[RecordKind(kind)]
    found: dict[int, str] = {}
    for some in _batches(sorted(keys)):
        found |= {
            row[0]: row[1] for row in session.execute(select(model.id, model.region_code).where(model.id.in_(some)))
        }
    return found


def _watched(asked: Iterable[Document], total: int, progress: Progress | None) -> Iterator[Document]:
    """The same, telling now and then how many have been asked for."""
    for done, document in enumerate(asked):
        if progress is not None and done % WATCHED_EVERY == 0:
            progress(done, max(done, total))
        yield document


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while some := list(islice(rest, BATCH)):
        yield some
