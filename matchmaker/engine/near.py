"""Near-duplicates: the same result or need registered a second time in other words.

Two titles from one field share most of their characters (锂离子电池正极材料 and 锂离子电池负极材料), so
a cosine cannot tell them from one title reworded. What tells them apart: a rewording shuffles words
or adds some on one side, another subject has its own word on *each* side. So the lesser of the two
remainders counts most, after the words that any title may carry (技术, 方法, 研究) are gone.
"""

from collections.abc import Mapping, Sequence
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


def duplicates(document: Document, index: Index, threshold: float = THRESHOLD) -> list[Match]:
    """Documents of the index that probably describe the same thing, most alike first.

    The score is the likeness of the titles or, for a body of some length, the squared cosine of the
    whole texts, whichever is larger; 1 means the same. The document itself (same key) is left out.
    """
    title_only = Document(document.key, document.title, "")
    whole = {match.key: match.score**2 for match in index.similar(document, CANDIDATES)}
    texts = whole if len(normalise(document.body)) >= LONG_BODY else {}
    keys = sorted({*whole, *(match.key for match in index.similar(title_only, CANDIDATES))})
    titles = _likenesses(document.title, [index.title(key) for key in keys], index.vocabulary)
    found = [Match(key, max(alike, texts.get(key, 0.0))) for key, alike in zip(keys, titles, strict=True)]
    return sorted((each for each in found if each.score >= threshold), key=lambda each: (-each.score, each.key))


def title_likeness(one: str, other: str, vocabulary: Vocabulary) -> float:
    """How surely two titles name the same thing, in [0, 1].

    Over the characters of each title's own words, weighted by rarity: the share of the lesser title
    that is in the other, squared, times their Dice coefficient.
    """
    return _likenesses(one, [other], vocabulary)[0]


def _likenesses(title: str, others: Sequence[str], vocabulary: Vocabulary) -> list[float]:
    subject, subjects = _subject(title), [_subject(other) for other in others]
    characters = sorted(subject.union(*subjects))
    rarities = vocabulary.rarity(np.array([ord(each) for each in characters], dtype=np.int64))
    rarity = dict(zip(characters, rarities.tolist(), strict=True))
    return [_likeness(subject, each, rarity) for each in subjects]


def _likeness(left: frozenset[str], right: frozenset[str], rarity: Mapping[str, float]) -> float:
    both, one, other = (fsum(rarity[each] for each in part) for part in (left & right, left, right))
    if not both:
        return 0.0
    dice = 2 * both / (one + other)
    agreed = dice**3 if min(len(left), len(right)) < SHORT_TITLE else dice
    return min(1.0, (both / min(one, other)) ** 2 * agreed)


def _subject(title: str) -> frozenset[str]:
    """Characters of the words that name the subject; all of them when no other word is left."""
    words = segment(normalise(title))
    subject = word_runs(" ".join(word for word in words if word not in TITLE_WORDS))
    return frozenset((subject or word_runs(normalise(title))).replace(" ", ""))
