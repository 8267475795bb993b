"""All grams of many texts, counted into ids in the order in which they first occur."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matchmaker.engine.folding import fold_texts
from matchmaker.engine.late import LateModule
from matchmaker.engine.vocabulary import Codes

if TYPE_CHECKING:
    from matchmaker.engine import kernel_text
else:
    kernel_text = LateModule("matchmaker.engine.kernel_text")

_ROOM = 1 << 12
_TALLIES = 4


@dataclass(frozen=True, slots=True)
class Grams:
    """Postings of some texts: terms as counted ids and their counts; those of text i end at `ends[i]`.

    A count above 255 is several postings.
    """

    terms: NDArray[np.int32]
    counts: NDArray[np.uint8]
    ends: NDArray[np.int64]


class Counter:
    """Counts texts, block by block, into ids; both tables double when they fill."""

    def __init__(self) -> None:
        self.texts = 0
        self._known = 0
        self._table = np.zeros((2 * _ROOM, 2), np.int64)
        self._codes = np.zeros(_ROOM, np.int64)
        self._tallies = np.zeros((_ROOM, _TALLIES), np.int32)

    def read(self, texts: Sequence[str]) -> Grams:
        """Count some more texts."""
        points, ends = fold_texts(texts)
        self._make_room(self._known + 2 * len(points) + 1)
        terms, counts = np.empty(2 * len(points), np.int32), np.empty(2 * len(points), np.uint8)
        made = Grams(terms, counts, np.empty(len(ends), np.int64))
        self._codes[-1] = self._known
        known, total = kernel_text.count(
            points, ends, self.texts + 1, self._table, self._codes, self._tallies, terms, counts, made.ends
        )
        self._known = int(known)
        self.texts += len(texts)
        return Grams(terms[:total].copy(), counts[:total].copy(), made.ends)

    @property
    def codes(self) -> Codes:
        """Code of each id."""
        return self._codes[: self._known]

    @property
    def frequencies(self) -> NDArray[np.int32]:
        """In how many texts each id occurs."""
        return self._tallies[: self._known, 0]

    @property
    def postings(self) -> NDArray[np.int32]:
        """How many postings each id has: one for every text, and one more for every further 255 times."""
        return self._tallies[: self._known, 1]

    def _make_room(self, terms: int) -> None:
        room = len(self._codes)
        while room < terms:
            room *= 2
        if room > len(self._codes):
            table = np.zeros((2 * room, 2), np.int64)
            kernel_text.rehash(self._table, table)
            more = room - len(self._codes)
            self._table = table
            self._codes = np.concatenate([self._codes, np.zeros(more, np.int64)])
            self._tallies = np.concatenate([self._tallies, np.zeros((more, _TALLIES), np.int32)])
