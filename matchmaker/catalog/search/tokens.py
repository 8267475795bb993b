"""From Chinese text to index terms, the same way for records and for queries.

A record is indexed by its single characters, its pairs of neighbouring
characters, and its Latin words and numbers. A query is cut into words; a word
of two characters is one pair, a longer one is all of its pairs. So a word of
two characters is found wherever it stands, however the text around it would be
segmented, and no dictionary has to know it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from matchmaker.engine.text import normalise, segment

LONGEST_QUERY = 100
MOST_WORDS = 10
MOST_TERMS = 24
MOST_OTHERS = 8
LONGEST_TERM = 40
_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# A run of Chinese characters, or a run of other letters and digits.
_STRETCH = re.compile(f"[{_HAN}]+|[^\\W_{_HAN}]+")
_IS_HAN = re.compile(f"[{_HAN}]")
# Words that join others and stand in every text.
_JOINING_SINGLE = frozenset("的了和与及或在是为以对等并从将把被有中")
_JOINING = _JOINING_SINGLE | {"以及", "如何", "怎样", "怎么", "什么", "哪些", "关于"}


Meaning = tuple[int, int, tuple[str, ...]]
"""Where a word stands in a text, and other words for it."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a query: its normalised text and the terms that a record must all hold.

    ``others`` mean the same and will do in its place; ``written`` is how one of them is shown.
    """

    text: str
    terms: tuple[str, ...]
    others: tuple[Word, ...] = ()
    written: str = ""

    @property
    def choices(self) -> tuple[tuple[str, ...], ...]:
        """The terms of the word itself and of each other one."""
        return (self.terms, *(each.terms for each in self.others))


@dataclass(frozen=True, slots=True)
class Query:
    """A query as searched for.

    ``words`` in the order typed, without repetition; ``phrase`` the terms of
    the unbroken text, which a record holds that has it word for word; ``near``
    groups of terms any of which makes a record worth showing when none holds
    all words.
    """

    words: tuple[Word, ...]
    phrase: tuple[str, ...]
    near: tuple[tuple[str, ...], ...]

    def __bool__(self) -> bool:
        return bool(self.words)

    @property
    def others(self) -> tuple[Word, ...]:
        """The words looked for that were not typed."""
        return tuple(dict.fromkeys(other for word in self.words for other in word.others))


def index_terms(text: str) -> str:
    """The distinct terms of a text in order of appearance, each between blanks: `` 玻 璃 玻璃 ``."""
    found = (term for stretch in _stretches(text) for term in (*_singles(stretch), *_terms(stretch)))
    return f" {' '.join(dict.fromkeys(found))} "


def parse(text: str, meanings: Callable[[str], Iterable[Meaning]] = lambda _text: ()) -> Query:
    """What to look for when somebody types ``text``; empty when it holds no letter or digit.

    ``meanings`` is asked for words of the normalised text that have others in their place. Other
    words that were typed as well are not such: whoever types both wants both.
    """
    normalised = normalise(text[:LONGEST_QUERY])
    pieces = _pieces(normalised, meanings(normalised))
    chosen = [piece for piece in pieces if piece not in _JOINING] or list(pieces)
    words = tuple(Word(piece, _terms_of(piece), pieces[piece]) for piece in chosen[:MOST_WORDS])
    return Query(words, _terms_of(normalised)[:MOST_TERMS], _near(words))


def _pieces(text: str, meanings: Iterable[Meaning]) -> dict[str, tuple[Word, ...]]:
    """The words of a normalised text in their order, each with those in its place."""
    pieces: dict[str, tuple[Word, ...]] = {}
    last = 0
    for start, end, others in (*meanings, (len(text), len(text), ())):
        for stretch in _STRETCH.findall(text[last:start]):
            for piece in _words(stretch):
                pieces.setdefault(piece, ())
        if end > start:
            pieces[text[start:end]] = _others(text, others)
        last = end
    return pieces


def _others(text: str, written: Iterable[str]) -> tuple[Word, ...]:
    spelled = ((normalise(each), each) for each in written)
    words = [Word(plain, _terms_of(plain), (), shown) for plain, shown in spelled if plain not in text]
    return tuple(word for word in words if word.terms)[:MOST_OTHERS]


def _terms_of(text: str) -> tuple[str, ...]:
    """The terms of a normalised text that are asked for."""
    return tuple(dict.fromkeys(term for stretch in _STRETCH.findall(text) for term in _terms(stretch)))


def _stretches(text: str) -> list[str]:
    return [
        stretch for stretch in _STRETCH.findall(normalise(text)) if len(stretch) <= LONGEST_TERM or _is_han(stretch)
    ]


def _is_han(stretch: str) -> bool:
    return _IS_HAN.match(stretch) is not None


def _words(stretch: str) -> list[str]:
    return segment(stretch) if _is_han(stretch) else [stretch]


def _singles(stretch: str) -> Iterable[str]:
    return stretch if _is_han(stretch) else ()


def _terms(stretch: str) -> Iterator[str]:
    if not _is_han(stretch) or len(stretch) == 1:
        yield stretch[:LONGEST_TERM]
    else:
        yield from (stretch[start : start + 2] for start in range(len(stretch) - 1))


def _near(words: tuple[Word, ...]) -> tuple[tuple[str, ...], ...]:
    """Each term of each word by itself, and each word in its place as a whole.

    If a word of two characters is all there is, also both of them apart.
    """
    groups: dict[tuple[str, ...], None] = {(term,): None for word in words for term in word.terms}
    groups |= {other.terms: None for word in words for other in word.others}
    if len(words) == 1 and len(words[0].text) == 2 and _is_han(words[0].text):  # noqa: PLR2004
        groups[tuple(words[0].text)] = None
    return tuple(groups)[:MOST_TERMS]
