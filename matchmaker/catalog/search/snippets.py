"""Marking the words of a query in a text, and cutting out the place that shows most of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from matchmaker.catalog.search.tokens import Query, Word
from matchmaker.engine.text import align

Part = tuple[str, int | None]
BEFORE, LENGTH = 24, 110
_BREAK = re.compile(r"\s+")
Span = tuple[int, int, int]


def marked(text: str, query: Query) -> list[Part]:
    """``text`` in parts; each found word carries its number in the query, all else None."""
    return _parts(text, _spans(text, query.words), 0, len(text)) if query else [(text, None)]


def snippet(text: str, query: Query) -> list[Part]:
    """The stretch of ``text`` that shows most words, marked; [] when none is in it."""
    text = _BREAK.sub(" ", text)
    spans = _spans(text, query.words)
    if not spans:
        return []
    start, end = _window(text, spans)
    parts = _parts(text, [span for span in spans if start <= span[0] and span[1] <= end], start, end)
    if start:
        parts.insert(0, ("…", None))
    if end < len(text):
        parts.append(("…", None))
    return parts


def _spans(text: str, words: Iterable[Word]) -> list[Span]:
    """(start, end, word number) of all finds, in order, none overlapping."""
    plain, offsets = align(text)
    ends = [*offsets, len(text)]
    finds = [
        (offsets[found.start()], _end(ends, found.end()), number)
        for number, word in enumerate(words)
        for needle in _needles(word, plain)
        for found in re.finditer(re.escape(needle), plain)
    ]
    return _apart(sorted(finds, key=lambda span: (span[0], -span[1])))


def _needles(word: Word, plain: str) -> Iterable[str]:
    """The word and those in its place where they stand unbroken, else its pairs, else its characters."""
    whole = [each.text for each in (word, *word.others) if each.text in plain]
    if whole:
        return whole
    pairs = [term for term in word.terms if term in plain]
    # Where another word is why the listing was found, a single character would only confuse.
    return pairs or ("" if word.others else word.text)


def _end(ends: list[int], position: int) -> int:
    """Where the original goes on after the normalised character before ``position``."""
    last = ends[position - 1]
    return next(offset for offset in ends[position:] if offset > last)


def _apart(spans: Iterable[Span]) -> list[Span]:
    kept: list[Span] = []
    for start, end, number in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, number))
        elif end > kept[-1][1] and number == kept[-1][2]:
            kept[-1] = (kept[-1][0], end, number)
    return kept


def _window(text: str, spans: list[Span]) -> tuple[int, int]:
    """Of the stretches that begin just before a find, the one with most different words."""

    def shown(first: Span) -> int:
        start = max(0, first[0] - BEFORE)
        return len({number for begin, end, number in spans if start <= begin and end <= start + LENGTH})

    best = max(spans, key=shown)
    start = max(0, min(best[0] - BEFORE, len(text) - LENGTH))
    return start, min(len(text), max(start + LENGTH, best[1]))


def _parts(text: str, spans: Iterable[Span], start: int, end: int) -> list[Part]:
    parts: list[Part] = []
    at = start
    for begin, stop, number in spans:
        if begin > at:
            parts.append((text[at:begin], None))
        parts.append((text[begin:stop], number))
        at = stop
    if at < end:
        parts.append((text[at:end], None))
    return parts
