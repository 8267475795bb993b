"""From raw texts to a vocabulary and postings, block by block; each text is read once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.engine.counting import Counter
from matchmaker.engine.inversion import Totals, invert
from matchmaker.engine.late import LateModule
from matchmaker.engine.lists import BLOCK as ROWS
from matchmaker.engine.lists import Lists
from matchmaker.engine.postings import Postings
from matchmaker.engine.vocabulary import Vocabulary

if TYPE_CHECKING:
    from matchmaker.engine import kernel_lists, kernel_text
else:
    kernel_text = LateModule("matchmaker.engine.kernel_text")
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
    order, known = np.argsort(counter.codes), len(counter.codes)
    occurrences, longest = np.zeros(known, np.int32), np.zeros(known, np.uint8)
    for block in blocks:
        kernel_text.add_up(block.terms, block.counts, occurrences, longest)

    def fill(lists: Lists) -> None:
        """Row after row; the cursors stand in counted order, where common terms are neighbours."""
        cursors = np.empty(known, np.int64)
        cursors[order] = lists.starts
        long, starts = order[lists.lines >= 0], lists.starts[lists.lines >= 0]
        row = 0
        while blocks:
            if row % ROWS == 0:
                lists.blocks[:, row // ROWS] = cursors[long] - starts
            block = blocks.pop(0)
            kernel_lists.fill(lists, cursors, block.terms, block.counts, block.ends, row)
            row += len(block.ends)

    vocabulary = Vocabulary(counter.codes[order], counter.frequencies[order], len(texts))
    totals = Totals(vocabulary.frequencies, counter.postings[order], occurrences[order], longest[order])
    return vocabulary, invert(totals, len(texts), fill, vocabulary.idf_of(np.arange(known)))
