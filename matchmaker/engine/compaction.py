"""From an index with late and gone documents to one that is as if built anew, without the texts.

The lists hold counts, so document frequencies, lengths and weights follow from them alone; terms
that no document holds any longer go. How needs are worded stays as it was read.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matchmaker.engine.base import Base, Names
from matchmaker.engine.delta import Late
from matchmaker.engine.inversion import Totals, as_postings, invert, totals
from matchmaker.engine.late import LateModule
from matchmaker.engine.lists import Lists, blocks_of
from matchmaker.engine.view import View
from matchmaker.engine.vocabulary import Codes, Vector, Vocabulary, idf

if TYPE_CHECKING:
    from matchmaker.engine import kernel_lists
else:
    kernel_lists = LateModule("matchmaker.engine.kernel_lists")


def compacted(view: View) -> Base:
    """Fitted on what is in the view."""
    old, rows = view.base, _renumbered(view)
    late = [view.delta.documents[row - old.size] for row in sorted(view.late_rows.values())]
    kept, blocks = old.size - int(np.count_nonzero(rows < 0)), blocks_of(old.size)
    sums = np.zeros((len(old.vocabulary.codes), 4), np.int32)
    kernel_lists.tally(old.postings.lists, blocks, rows, sums)
    stays = sums[:, 0] > 0
    codes = _joined(old.vocabulary.codes[stays], late)
    ids = np.where(stays, np.searchsorted(codes, old.vocabulary.codes), -1).astype(np.int32)
    placed = [Vector(np.searchsorted(codes, each.counts.codes), each.counts.counts.astype(float)) for each in late]
    terms, counts, ends = as_postings(placed)
    both = _added_up(sums[stays], ids[stays], len(codes), placed)

    def fill(lists: Lists) -> None:
        cursors = lists.starts.copy()
        kernel_lists.absorb(lists, cursors, old.postings.lists, blocks, rows, ids)
        kernel_lists.append(lists, cursors, terms, counts, ends, kept)

    size = kept + len(late)
    postings = invert(both, size, fill, idf(both.texts, size))
    names = _names(view, np.flatnonzero(rows >= 0), late)
    return Base(Vocabulary(codes, both.texts, size), postings, names, old.demand)


def _added_up(sums: NDArray[np.int32], ids: NDArray[np.int32], terms: int, late: Sequence[Vector]) -> Totals:
    """Totals of the old lists and the late documents together."""
    texts = np.bincount(np.concatenate([np.zeros(0, np.int64), *(each.ids for each in late)]), minlength=terms)
    both = totals(texts, *as_postings(late)[:2])
    for column, total in enumerate((both.texts, both.postings, both.occurrences)):
        total[ids] += sums[:, column]
    longest = both.longest.astype(np.int32)
    longest[ids] = np.maximum(longest[ids], sums[:, 3])
    return replace(both, longest=longest)


def _renumbered(view: View) -> NDArray[np.int32]:
    """The new row of each fitted row, -1 for one that is gone."""
    stays = np.ones(view.base.size, np.bool_)
    stays[view.gone[view.gone < view.base.size]] = False
    return np.where(stays, np.cumsum(stays) - 1, -1).astype(np.int32)


def _joined(codes: Codes, late: list[Late]) -> Codes:
    return np.union1d(codes, np.concatenate([np.zeros(0, np.int64), *(each.counts.codes for each in late)]))


def _names(view: View, stay: NDArray[np.int64], late: list[Late]) -> Names:
    keys = [*view.base.names.keys[stay].tolist(), *(each.key for each in late)]
    titles = [*(view.base.names.title(row) for row in stay.tolist()), *(each.title for each in late)]
    return Names.of(keys, titles)


def replayed(base: Base, before: View, now: View) -> View:
    """A new base with the changes that led from one view to a later one of the same old base."""
    fresh = [now.delta.documents[row - now.base.size] for key, row in now.late_rows.items() if before.row(key) != row]
    return View.of(base).without(_left(before, now)).with_late(fresh)


def _left(before: View, now: View) -> list[int]:
    """Keys of rows that are gone now and were not, or that another row replaces."""
    lost = np.setdiff1d(now.gone, before.gone).tolist()
    there = [row for row in lost if row < before.base.size + before.delta.size]
    return [before.key(row) for row in there]
