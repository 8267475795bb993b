"""The fitted part of an index: vocabulary, postings, who stands in which row, and how needs are worded."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matchmaker.engine.postings import Postings
from matchmaker.engine.salience import NO_DEMAND, Demand
from matchmaker.engine.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Names:
    """Keys and titles by row, as arrays that processes can share.

    `order` are the rows by ascending key. Title i ends at `title_ends[i]` in `titles`, in UTF-16, which is
    shorter for Chinese.
    """

    keys: NDArray[np.int64]
    order: NDArray[np.int32]
    titles: NDArray[np.uint8]
    title_ends: NDArray[np.int64]

    @classmethod
    def of(cls, keys: Sequence[int], titles: Iterable[str]) -> "Names":
        """Raises ValueError when a key comes twice."""
        numbers = np.array(keys, dtype=np.int64)
        order = np.argsort(numbers, kind="stable").astype(np.int32)
        if (np.diff(numbers[order]) == 0).any():
            raise ValueError("two documents have the same key")
        encoded = [title.encode("utf-16-le") for title in titles]
        ends = np.cumsum([len(title) for title in encoded], dtype=np.int64)
        return cls(numbers, order, np.frombuffer(b"".join(encoded), dtype=np.uint8), ends)

    def row(self, key: int) -> int | None:
        """Row of a key, None for a key that is not here."""
        place = bisect_left(self.order, key, key=self.keys.__getitem__)
        row = int(self.order[place]) if place < len(self.order) else -1
        return row if row >= 0 and self.keys[row] == key else None

    def title(self, row: int) -> str:
        """Normalised title of a row."""
        start = int(self.title_ends[row - 1]) if row else 0
        return bytes(self.titles[start : self.title_ends[row]]).decode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Base:
    """What a fitting made; never changed."""

    vocabulary: Vocabulary
    postings: Postings
    names: Names
    demand: Demand = NO_DEMAND

    @property
    def size(self) -> int:
        """Number of documents."""
        return self.postings.size
