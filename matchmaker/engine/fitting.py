"""From raw texts to a vocabulary and postings, block by block.

A term needs eight bytes per text while counting; a block's own codes are replaced by ids only when
all blocks are known, so each text is read once.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matchmaker.engine.postings import Postings
from matchmaker.engine.vocabulary import Counts, Vocabulary, count_terms

BLOCK = 1024


def fit(texts: Sequence[str]) -> tuple[Vocabulary, Postings]:
    """Vocabulary and postings of raw texts, in their order.

    Weights are those of scikit-learn's `TfidfTransformer` with its defaults: raw counts, smoothed
    idf, texts of Euclidean length 1.
    """
    blocks = [count_terms(texts[i : i + BLOCK]) for i in range(0, len(texts), BLOCK)]
    codes = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *(block.codes for block in blocks)]))
    frequencies = np.zeros(len(codes), dtype=np.int64)
    for block in blocks:
        frequencies[np.searchsorted(codes, block.codes)] += np.bincount(block.terms)
    vocabulary = Vocabulary.fit(codes, frequencies, len(texts))
    return vocabulary, _invert(blocks, vocabulary)


def _invert(blocks: list[Counts], vocabulary: Vocabulary) -> Postings:
    """Weigh each block's counts and turn documents × terms into terms × documents."""
    codes = vocabulary.codes
    lengths = np.concatenate([[0], *(np.diff(block.starts) for block in blocks)])
    starts = np.cumsum(lengths)
    terms = np.zeros(starts[-1], dtype=np.int32)
    weights = np.zeros(starts[-1], dtype=np.float32)
    at = 0
    while blocks:
        block = blocks.pop(0)
        here = slice(at, at + len(block.terms))
        terms[here] = np.searchsorted(codes, block.codes)[block.terms]
        weights[here] = _weigh(block, vocabulary.idf[terms[here]])
        at += len(block.terms)
    return Postings.from_rows(np.arange(len(codes)), terms, weights, starts)


def _weigh(block: Counts, idf: NDArray[np.float64]) -> NDArray[np.float64]:
    """Counts times idf, divided by the length of each text's vector."""
    weights = block.counts * idf
    owners = np.repeat(np.arange(len(block.starts) - 1), np.diff(block.starts))
    lengths = np.sqrt(np.bincount(owners, weights**2, len(block.starts) - 1))
    return weights / lengths[owners]
