"""Near-duplicates: the same result or need registered a second time in other words.

Two titles from one field share most of their characters (锂离子电池正极材料 and 锂离子电池负极材料), so
a cosine cannot tell them from one title reworded. What tells them apart: a rewording shuffles words
or adds some on one side, another subject has its own word on *each* side. So the lesser of the two
remainders counts most, after the words that any title may carry (技术, 方法, 研究) are gone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np

from matchmaker.engine.documents import Document, Match
from matchmaker.engine.index import Index
from matchmaker.engine.text import normalise, segment, word_runs
from matchmaker.engine.vocabulary import Vocabulary

THRESHOLD = 0.65
"""Where it was measured: all of 16 reworded titles reach it, 1 of 17 titles of the same field with
another subject does, and no pair among 2,000 abstracts from 67 disciplines."""

_TITLE_WORDS = """
一种 基于 利用 用于 面向 关于 以及 及其 及 与 和 的 用 型 技术 方法 研究 系统 装置 设备 工艺 开发 研发 研制 设计
制备 制造 生产 应用 推广 示范 产业化 项目 产品 关键 新型 高效 智能 自动 快速 在线 集成 综合 使用 实现 提升 提高
"""

TITLE_WORDS = frozenset(_TITLE_WORDS.split())
"""Words that say nothing about the subject of a title."""

SHORT_TITLE = 6
"""Titles of fewer characters must agree on both sides: what one adds is the subject itself."""

LONG_BODY = 60
"""From this many characters on, texts that agree are one text, whatever their titles."""

CANDIDATES = 50
ALMOST = 0.99
SAME = 0.9999
"""Cosine of two texts of the same words, as far as single precision tells."""


def duplicates(document: Document, index: Index, threshold: float = THRESHOLD) -> list[Match]:
    """Documents of the index that probably describe the same thing, most alike first.

    The score is the likeness of the titles or, for a body of some length, the squared cosine of the
    whole texts, whichever is larger; only the same words all through are 1. The document itself
    (same key) is left out.
    """
    return next(duplicates_of_each([document], index, threshold))[1]


def duplicates_of_each(
    documents: Iterable[Document], index: Index, threshold: float = THRESHOLD
) -> Iterator[tuple[Document, list[Match]]]:
    """`duplicates` of one document after another in one state of the index; nothing is collected.

    Each title of the index is taken apart once, which is what most of the time would go into.
    """
    index = index.pinned()
    reader, subjects = _Reader(index.vocabulary), dict[int, _Subject]()
    for document in documents:
        cosines = {match.key: match.score for match in index.similar(document, CANDIDATES)}
        is_long = has_long_body(document)
        by_title = index.similar(Document(document.key, document.title, ""), CANDIDATES)
        keys = sorted({*cosines, *(match.key for match in by_title)})
        fresh = [key for key in keys if key not in subjects]
        own, *others = reader.read([normalise(document.title), *map(index.title, fresh)])
        subjects.update(zip(fresh, others, strict=True))
        found = (
            Match(key, combined(own.likeness(subjects[key]), cosines.get(key, 0.0), is_long=is_long)) for key in keys
        )
        good = (match for match in found if match.score >= threshold)
        yield document, sorted(good, key=lambda match: (-match.score, match.key))


def combined(titles: float, cosine: float, *, is_long: bool) -> float:
    """The likeness of two documents from that of their titles and the cosine of their whole texts.

    Titles of the same words, shuffled, over different texts do not make the documents the same.
    """
    alike = max(titles, min(1.0, cosine) ** 2) if is_long else titles
    return alike if cosine >= SAME else min(alike, ALMOST)


def has_long_body(document: Document) -> bool:
    """Whether the body says enough to tell by it alone that two texts are one."""
    return len(normalise(document.body)) >= LONG_BODY


def title_likeness(one: str, other: str, vocabulary: Vocabulary) -> float:
    """How surely two titles name the same thing, in [0, 1].

    Over the characters of each title's own words, weighted by rarity: the share of the lesser title
    that is in the other, squared, times their Dice coefficient.
    """
    left, right = _Reader(vocabulary).read([normalise(one), normalise(other)])
    return left.likeness(right)


@dataclass(frozen=True, slots=True)
class _Subject:
    """The characters that name the subject of a title, and the sum of their rarities."""

    characters: frozenset[str]
    weight: float
    rarity: Mapping[str, float]

    def likeness(self, other: "_Subject") -> float:
        """As `title_likeness`."""
        shared = self.characters & other.characters
        if not shared:
            return 0.0
        both = fsum(map(self.rarity.__getitem__, shared))
        dice = 2 * both / (self.weight + other.weight)
        if min(len(self.characters), len(other.characters)) < SHORT_TITLE:
            dice **= 3
        return float(min(1.0, (both / min(self.weight, other.weight)) ** 2 * dice))


class _Reader:
    """Takes titles apart; how rare a character is, is looked up once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._rarity: dict[str, float] = {}

    def read(self, titles: Sequence[str]) -> list[_Subject]:
        """The subjects of normalised titles, in their order."""
        chosen = [_subject(title) for title in titles]
        unknown = sorted(frozenset[str]().union(*chosen) - self._rarity.keys())
        rarities = self._vocabulary.rarity(np.array([ord(each) for each in unknown], dtype=np.int64))
        self._rarity.update(zip(unknown, rarities.tolist(), strict=True))
        rarity = self._rarity
        return [_Subject(each, fsum(map(rarity.__getitem__, each)), rarity) for each in chosen]


def _subject(normalised: str) -> frozenset[str]:
    """Characters of the words that name the subject; all of them when no other word is left."""
    subject = word_runs(" ".join(word for word in segment(normalised) if word not in TITLE_WORDS))
    return frozenset((subject or word_runs(normalised)).replace(" ", ""))
