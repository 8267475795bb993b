"""What keeps an achievement that comes near away from a need: words, maturity, price, figures.

Plain data in, plain data out; what the reader may not see must not be handed in. Only what both
sides have written is compared: a field that either leaves empty keeps nothing away.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matchmaker.engine.documents import Document
from matchmaker.engine.explain import FUNCTION_WORDS
from matchmaker.engine.figures import Figure, Shortfall, shortfalls
from matchmaker.engine.index import Index
from matchmaker.engine.near import TITLE_WORDS
from matchmaker.engine.query import halves
from matchmaker.engine.text import normalise
from matchmaker.engine.vocabulary import term_codes

HEAVIEST = 12
"""So many of a need's words are what it is about; what only the others lack is no reason."""

MOST_WORDS, SHORTEST = 4, 2
PILOT_SHORT, PILOT_FROM, PILOT_TO = 2, 4, 7
"""One or two levels short, and ripe enough to leave the laboratory: a pilot plant can close the gap."""

_WORD = re.compile(r"[^\W\d_]")
_NUMERAL = re.compile("[零一二三四五六七八九十百千万亿两几分之]+")
_JOINING = tuple("及与和或的")
_OTHERS = """
需要 要求 希望 办法 最好 可以 能够 我们 解决 目前 现有 存在 问题 导致 以上 以下 左右 达到 不低于 不超过 无法 没有 进行 采用 每天
公司 企业 我司 万元
"""
FILLERS = TITLE_WORDS | frozenset(_OTHERS.split())
"""Words that any need may have; nobody is found or missed by them."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a need asks for; `words` heaviest first, money in any one unit, None where open."""

    words: Sequence[str] = ()
    trl: int | None = None
    ceiling: int | None = None
    figures: Sequence[Figure] = ()


@dataclass(frozen=True, slots=True)
class Offered:
    """What the reader may see of an achievement."""

    text: str
    trl: int | None = None
    price: int | None = None
    figures: Sequence[Figure] = ()


@dataclass(frozen=True, slots=True)
class Gaps:
    """What lies between the two; all empty when nothing that both have written does.

    `levels` of maturity short, and whether a pilot plant may help; `dearer` by so much than the
    ceiling; `words` of the need that the achievement does not name.
    """

    levels: int
    pilot: bool
    dearer: int
    shortfalls: tuple[Shortfall, ...]
    words: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.levels or self.dearer or self.shortfalls or self.words)


def gaps(wanted: Wanted, offered: Offered) -> Gaps:
    """What keeps this achievement away from this need."""
    levels = max(0, (wanted.trl or 0) - offered.trl) if offered.trl is not None else 0
    pilot = 0 < levels <= PILOT_SHORT and PILOT_FROM <= (offered.trl or 0) <= PILOT_TO
    dearer = 0
    if wanted.ceiling is not None and offered.price is not None:
        dearer = max(0, offered.price - wanted.ceiling)
    short = tuple(shortfalls(wanted.figures, offered.figures))
    return Gaps(levels, pilot, dearer, short, lacking(wanted.words, offered.text))


def lacking(words: Sequence[str], text: str, most: int = MOST_WORDS) -> tuple[str, ...]:
    """The first words that the text does not name; both may be in any spelling."""
    read = normalise(text)
    return tuple(word for word in words if normalise(word) not in read)[:most]


def telling_words(need: Document, index: Index, most: int = HEAVIEST) -> list[str]:
    """The words that a need is about, the heaviest for the engine first.

    The one place here that knows how the engine weighs: a word weighs what its characters and pairs
    put into the need's vector, known to the index or not.
    """
    weights: dict[str, float] = defaultdict(float)
    for half in halves(need, index.tuning):
        codes, places = np.unique(half.codes, return_inverse=True)
        salience = index.salience.of(codes, index.salience.vocabulary.lookup(codes)) * (codes > 0)
        counted = np.bincount(places, half.stress)
        shares = salience * counted / np.bincount(places) * (half.share / float(np.linalg.norm(salience * counted)))
        for word in filter(is_telling, index.tuning.cut(half.text[: half.own])):
            weights[word] += float(shares[np.searchsorted(codes, np.unique(term_codes(word)))].sum())
    return sorted(weights, key=lambda word: (-weights[word], word))[:most]


def is_telling(word: str) -> bool:
    """A word that is no filler and was not cut across a joint (漆及)."""
    return is_word(word) and word not in FILLERS and not (word.startswith(_JOINING) or word.endswith(_JOINING))


def is_word(word: str) -> bool:
    """A word of two letters or more that is no number and not made of function words."""
    letters = _WORD.findall(word)
    if len(letters) < SHORTEST or FUNCTION_WORDS.issuperset(letters):
        return False
    return not (word[0].isdigit() or _NUMERAL.fullmatch(word))
