"""From raw texts to a vocabulary and postings, block by block; each text is read once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.engine.counting import Counter
from matchmaker.engine.inversion import invert
from matchmaker.engine.late import LateModule
from matchmaker.engine.lists import BLOCK as ROWS
from matchmaker.engine.lists import Lists
from matchmaker.engine.postings import Postings
from matchmaker.engine.vocabulary import Vocabulary

if TYPE_CHECKING:
    from matchmaker.engine import kernel_lists
else:
    kernel_lists = LateModule("matchmaker.engine.kernel_lists")

BLOCK = 256
"""Texts read at a time: what they hold stays in the processor's cache. A divisor of `ROWS`."""


def fit(texts: Sequence[str]) -> tuple[Vocabulary, Postings]:
    """Vocabulary and postings of raw texts, in their order.

    Weights are those of scikit-learn's `TfidfTransformer` with its defaults: raw counts, smoothed
    idf, texts of Euclidean length 1.
    """
    counter = Counter()
    blocks = [counter.read(texts[i : i + BLOCK]) for i in range(0, len(texts), BLOCK)]
    order = np.argsort(counter.codes)

    def fill(lists: Lists) -> None:
        """Row after row; the cursors stand in counted order, where common terms are neighbours."""
        cursors, frequent = np.empty(len(order), np.int64), order[lists.lines >= 0]
        cursors[order] = lists.starts
        row = 0
        while blocks:
            if row % ROWS == 0:
                lists.blocks[:, row // ROWS] = cursors[frequent]
            block = blocks.pop(0)
            kernel_lists.fill(lists, cursors, block.terms, block.counts, block.ends, row)
            row += len(block.ends)

    vocabulary = Vocabulary(counter.codes[order], counter.frequencies[order], len(texts))
    everything = np.arange(len(vocabulary))
    weights = vocabulary.idf_of(everything)
    return vocabulary, invert(vocabulary.frequencies, counter.sizes[order], len(texts), fill, weights)
