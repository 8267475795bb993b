"""What to offer somebody who is still typing: terms to search for, and titles.

The last word typed is taken as the beginning of a phrase, in characters, in
pinyin or in the initials of pinyin; the words before it must be in the
listing too. Everything comes from a bounded number of phrases, so that a
letter costs the same however many listings there are, and everything offered
is asked of the records themselves: a phrase that only hidden listings still
have is never shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from matchmaker.catalog.disclosure import opened
from matchmaker.catalog.models import Disclosure, RecordKind, SearchEntry, SearchPhrase, SearchPhraseUse
from matchmaker.catalog.models.search import LONGEST_PHRASE
from matchmaker.catalog.queries import MODELS
from matchmaker.catalog.search.fulltext import holding
from matchmaker.catalog.search.phrases import LONGEST_TERM
from matchmaker.catalog.search.tokens import LONGEST_QUERY, parse
from matchmaker.engine.text import normalise

MOST_TERMS, MOST_TITLES = 5, 5
CANDIDATES = 40
PHRASES_LOOKED_AT, USES_OF_EACH = 16, 8
MIDDLE_LOOKED_AT = 200
SHORTEST_MIDDLE = 3
COMMON = 2
"""From this number of uses on, words are a term and not only part of one title; fewer only if spelled in full."""

_NOT_TYPED = re.compile(r"[^a-z0-9]")
_BEYOND = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Title:
    """A listing open to all."""

    kind: str
    id: int
    title: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """``terms`` are whole queries, the words typed before included."""

    terms: tuple[str, ...] = ()
    titles: tuple[Title, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms or self.titles)


def suggest(session: Session, kinds: Sequence[RecordKind], text: str) -> Suggestions:
    """At most five terms and five titles for what was typed so far. At most three statements."""
    words = text[:LONGEST_QUERY].split()
    needle = normalise(words[-1])[:LONGEST_PHRASE] if words else ""
    if not parse(needle) or (needle.isascii() and len(needle) == 1):
        return Suggestions()
    before = " ".join(words[:-1])
    phrases = session.execute(_beginning_with(needle)).all()
    hits = _context(session, before)
    uses = _uses_of([phrase.id for phrase in phrases], hits) if phrases else _in_the_middle(session, needle, text)
    if uses is None:
        return Suggestions()
    titles = _titles(session, kinds, uses)
    terms = _terms(session, kinds, _telling(phrases, needle), hits)
    # What begins as typed comes first; the rest stays newest first.
    titles.sort(key=lambda each: not normalise(each.title).startswith(needle))
    return Suggestions(tuple(f"{before} {term}".strip() for term in terms), tuple(titles[:MOST_TITLES]))


def _beginning_with(needle: str) -> Select[int, str, str, int, str, str]:
    """The most used phrases that begin so, written or spelled."""
    begins = [_from(SearchPhrase.plain, needle)]
    spelled = _NOT_TYPED.sub("", needle)
    if needle.isascii() and spelled:
        begins += [_from(SearchPhrase.pinyin, spelled), _from(SearchPhrase.initials, spelled)]
    order = SearchPhrase.uses.desc(), func.length(SearchPhrase.plain), SearchPhrase.plain
    spelling = SearchPhrase.pinyin, SearchPhrase.initials
    columns = SearchPhrase.id, SearchPhrase.plain, SearchPhrase.shown, SearchPhrase.uses, *spelling
    return select(*columns).where(or_(*begins)).order_by(*order).limit(CANDIDATES)


def _from(column: Any, beginning: str) -> ColumnElement[bool]:
    """As a range, which both databases find in an index that compares bytes."""
    return and_(column >= beginning, column < beginning + _BEYOND)


def _telling(phrases: Iterable[Any], needle: str) -> list[Any]:
    """Those that are terms: used more than once or spelled out in full.

    Neither what was typed itself, nor the torso of a longer one used as often.
    """
    spelled = _NOT_TYPED.sub("", needle)

    def is_term(phrase: Any) -> bool:
        is_common = phrase.uses >= COMMON or spelled in {phrase.pinyin, phrase.initials}
        return is_common and len(phrase.plain) <= LONGEST_TERM

    terms = [each for each in phrases if is_term(each)]

    def is_torso(phrase: Any) -> bool:
        longer = (other for other in terms if other.uses == phrase.uses and len(other.plain) > len(phrase.plain))
        return any(other.plain.startswith(phrase.plain) for other in longer)

    return [each for each in terms if each.plain != needle and not is_torso(each)][: 2 * MOST_TERMS]


def _context(session: Session, before: str) -> CTE | None:
    """The entries that hold the words typed before, None without any."""
    terms = list(dict.fromkeys(term for word in parse(before).words for term in word.terms))
    return holding(session, terms).cte("context").prefix_with("MATERIALIZED") if terms else None


def _terms(session: Session, kinds: Sequence[RecordKind], phrases: Sequence[Any], hits: CTE | None) -> list[str]:
    """Of the phrases, in their order, those that a listing open to all has."""
    if not phrases:
        return []
    living = or_(*(_is_used(kind, hits) for kind in kinds))
    query = select(SearchPhrase.id).where(SearchPhrase.id.in_([each.id for each in phrases]), living)
    known = set(session.scalars(query))
    return [each.shown for each in phrases if each.id in known][:MOST_TERMS]


def _is_used(kind: RecordKind, hits: CTE | None) -> ColumnElement[bool]:
    model = MODELS[kind]
    used = (
        exists()
        .where(SearchPhraseUse.phrase_id == SearchPhrase.id, SearchEntry.id == SearchPhraseUse.entry_id)
        .where(*_open_entry(kind), model.id == SearchEntry.record_id)
    )
    return used if hits is None else used.where(SearchPhraseUse.entry_id.in_(select(hits.c.id)))


def _open_entry(kind: RecordKind) -> tuple[ColumnElement[bool], ...]:
    # An expression, not the column: else SQLite would go through all entries of the kind by their index.
    is_own = SearchEntry.record_kind.concat("") == kind.value
    # Written for another disclosure, an entry may hold words that are no longer to be read.
    return is_own, SearchEntry.disclosure == Disclosure.PUBLIC.value, opened(MODELS[kind])


def _uses_of(ids: Sequence[int], hits: CTE | None) -> Select[Any]:
    """The newest few entries of each of the most used phrases: each is the end of a stretch of an index."""
    newest = (_newest_of(key, hits).limit(USES_OF_EACH).subquery() for key in ids[:PHRASES_LOOKED_AT])
    return select(union_all(*(select(each.c.entry_id) for each in newest)).subquery().c.entry_id)


def _newest_of(key: int, hits: CTE | None) -> Select[Any]:
    uses = select(SearchPhraseUse.entry_id).where(SearchPhraseUse.phrase_id == key)
    if hits is not None:
        uses = uses.where(SearchPhraseUse.entry_id.in_(select(hits.c.id)))
    return uses.order_by(SearchPhraseUse.entry_id.desc())


def _in_the_middle(session: Session, needle: str, text: str) -> Select[Any] | None:
    """Entries with the text where no phrase begins; None for so little that half the catalogue may have it."""
    if needle.isascii() or len(needle) < SHORTEST_MIDDLE:
        return None
    found = holding(session, parse(text).phrase).subquery()
    return select(found.c.id.label("entry_id")).limit(MIDDLE_LOOKED_AT)


def _titles(session: Session, kinds: Sequence[RecordKind], uses: Select[Any]) -> list[Title]:
    """The newest listings of some of the entries."""
    some = uses.distinct().cte("some_uses").prefix_with("MATERIALIZED")
    found = union_all(*(_titles_of(kind, some) for kind in kinds)).subquery()
    order = found.c.published_at.desc(), found.c.id.desc()
    query = select(found.c.kind, found.c.id, found.c.title).order_by(*order).limit(3 * MOST_TITLES)
    return [Title(*row) for row in session.execute(query)]


def _titles_of(kind: RecordKind, uses: CTE) -> Select[Any]:
    model: Any = MODELS[kind]
    columns = literal(kind.value).label("kind"), model.id.label("id"), model.title.label("title"), model.published_at
    return (
        select(*columns)
        .select_from(uses)
        .join(SearchEntry, SearchEntry.id == uses.c.entry_id)
        .join(model, model.id == SearchEntry.record_id)
        .where(*_open_entry(kind))
    )
