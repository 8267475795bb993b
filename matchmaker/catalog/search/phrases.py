"""The phrases by which a listing is suggested while somebody types.

A title gives its runs of one to three neighbouring words and its whole
beginning, keywords and tags give themselves. Only listings open to all have
phrases: of a masked one nothing is suggested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import delete, exists, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from matchmaker.catalog import disclosure
from matchmaker.catalog.contents import Record
from matchmaker.catalog.models import RecordKind, SearchEntry, SearchPhrase, SearchPhraseUse
from matchmaker.catalog.models.search import LONGEST_PHRASE, LONGEST_SPELLING
from matchmaker.catalog.queries import MODELS
from matchmaker.core.pinyin import typed_as
from matchmaker.engine.text import align, segment, word_runs

Place = tuple[int, int]
MOST_WORDS = 3
SHORTEST, LONGEST_TERM = 2, 12
# No phrase begins or ends with them, or goes across them.
_JOINING = frozenset("的了和与及或在是为以对等并从将把被") | {
    *("一种", "一类", "基于", "利用", "用于", "面向", "关于", "以及", "及其"),
}


class Phrase(NamedTuple):
    """Words as written, in the engine's spelling, and as they are typed by sound ("" if nothing is Chinese)."""

    plain: str
    shown: str
    pinyin: str
    initials: str


def phrases_of(title: str, keywords: Iterable[str] = ()) -> dict[str, Phrase]:
    """What a title and keywords may be suggested by, by their plain spelling."""
    found: dict[str, Phrase] = {}
    for phrase in (*_pieces(title, _runs), *(each for word in keywords for each in _pieces(word))):
        found.setdefault(phrase.plain, phrase)
    return found


def _pieces(text: str, cut: Callable[[str], Iterable[Place]] = lambda _plain: ()) -> Iterator[Phrase]:
    """The whole text, as much of it as is kept, and the pieces that ``cut`` finds in it."""
    text = " ".join(text.replace("\0", " ").split())  # PostgreSQL stores no NUL
    plain, offsets = align(text)
    ends = [*offsets[1:], len(text)]
    syllables, initials = typed_as(plain)
    for start, end in (*_whole(plain), *cut(plain)):
        spelled = plain[start:end]
        is_chinese = not spelled.isascii()
        yield Phrase(
            spelled,
            text[offsets[start] : ends[end - 1]].strip()[:LONGEST_PHRASE] or spelled,
            "".join(syllables[start:end])[:LONGEST_SPELLING] if is_chinese else "",
            "".join(initials[start:end]) if is_chinese else "",
        )


def _whole(plain: str) -> Iterator[Place]:
    """The beginning of the text, as much as is kept."""
    start = len(plain) - len(plain.lstrip())
    end = len(plain[: start + LONGEST_PHRASE].rstrip())
    if end - start >= SHORTEST:
        yield start, end


def _runs(plain: str) -> Iterator[Place]:
    """Where one to three neighbouring words stand."""
    for run in _stretches(plain):
        for first in range(len(run)):
            for last in range(first, min(first + MOST_WORDS, len(run))):
                start, end = run[first][0], run[last][1]
                if SHORTEST <= end - start <= LONGEST_TERM and not plain[start:end].isdecimal():
                    yield start, end


def _stretches(plain: str) -> list[list[Place]]:
    """Places of words between which nothing stands, neither punctuation nor a word that only joins."""
    stretches: list[list[Place]] = [[]]
    at = 0
    for word in segment(plain):
        if word in _JOINING or not word_runs(word):
            stretches.append([])
        else:
            stretches[-1].append((at, at + len(word)))
        at += len(word)
    return stretches


def index_phrases(session: Session, row: Record | None, entry: SearchEntry) -> None:
    """Let the listing of ``entry`` be suggested by the phrases of ``row``, by none without it."""
    wanted = _wanted(row) if row is not None and disclosure.is_open(row) else {}
    linked = _ids(session, wanted)
    old = set(session.scalars(select(SearchPhraseUse.phrase_id).where(SearchPhraseUse.entry_id == entry.id)))
    gone, new = old - linked, linked - old
    if gone:
        uses = SearchPhraseUse.entry_id == entry.id, SearchPhraseUse.phrase_id.in_(gone)
        session.execute(delete(SearchPhraseUse).where(*uses))
    if new:
        session.execute(insert(SearchPhraseUse), [{"phrase_id": each, "entry_id": entry.id} for each in sorted(new)])


def _wanted(row: Record) -> dict[str, Phrase]:
    keywords = (*getattr(row, "keywords", ()), *getattr(row, "tags", ()))
    return phrases_of(row.title, (word for word in keywords if len(word) <= LONGEST_TERM))


def _ids(session: Session, wanted: Mapping[str, Phrase]) -> set[int]:
    """The ids of the phrases; new ones are added."""
    query = select(SearchPhrase.plain, SearchPhrase.id).where(SearchPhrase.plain.in_(wanted))
    # So that `recount` does not forget one of them before it is used.
    query = query.with_for_update(read=True, key_share=True)
    known = {row.plain: row.id for row in session.execute(query)} if wanted else {}
    missing = sorted(wanted.keys() - known.keys())
    if missing:
        dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        statement = dialect.insert(SearchPhrase).on_conflict_do_nothing()  # another publication may add the same
        session.execute(statement, [{**wanted[plain]._asdict(), "uses": 1} for plain in missing])
        known = {row.plain: row.id for row in session.execute(query)}
    return set(known.values())


def without_phrases(session: Session, kind: RecordKind) -> list[int]:
    """Ids of listings of ``kind`` open to all that are not suggested yet: indexed before there were phrases."""
    model = MODELS[kind]
    linked = exists().where(SearchPhraseUse.entry_id == SearchEntry.id)
    query = (
        select(model.id)
        .join(SearchEntry, (SearchEntry.record_kind == kind.value) & (SearchEntry.record_id == model.id))
        .where(disclosure.opened(model), ~linked, func.length(model.title) >= SHORTEST)
    )
    return list(session.scalars(query))


def add_phrases(session: Session, kind: RecordKind, ids: Iterable[int]) -> None:
    """Index the phrases of listings that have a search entry."""
    model: Any = MODELS[kind]
    query = (
        select(model, SearchEntry)
        .join(SearchEntry, (SearchEntry.record_kind == kind.value) & (SearchEntry.record_id == model.id))
        .where(model.id.in_(ids))
    )
    for row, entry in session.execute(query).unique().all():
        index_phrases(session, row, entry)


def miscounted(session: Session) -> list[tuple[int, int]]:
    """Phrases whose number of uses is not what it says: (id, number of uses)."""
    counted = (
        select(SearchPhraseUse.phrase_id.label("id"), func.count().label("uses"))
        .group_by(SearchPhraseUse.phrase_id)
        .subquery()
    )
    uses = func.coalesce(counted.c.uses, 0)
    query = select(SearchPhrase.id, uses).outerjoin(counted, counted.c.id == SearchPhrase.id)
    return [(row[0], row[1]) for row in session.execute(query.where(SearchPhrase.uses != uses))]


def recount(session: Session, counted: Iterable[tuple[int, int]]) -> None:
    """Write the numbers of uses; what nobody uses any more is forgotten."""
    pairs = list(counted)
    used = [{"id": key, "uses": uses} for key, uses in pairs if uses]
    if used:
        session.execute(update(SearchPhrase), used)
    gone = select(SearchPhrase.id).where(SearchPhrase.id.in_([key for key, uses in pairs if not uses]))
    held = list(session.scalars(gone.with_for_update(skip_locked=True)))
    unused = ~exists().where(SearchPhraseUse.phrase_id == SearchPhrase.id)
    session.execute(delete(SearchPhrase).where(SearchPhrase.id.in_(held), unused))
