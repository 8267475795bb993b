"""How common terms are before an office has records of its own.

Among twenty records nothing is rare: 采用 and 陶瓷膜 stand in as many of them. So the shares of terms
lean on those counted from texts that ship with the product (the frozen set and the demo city), until
an office's own records outweigh them. Only terms common enough to be of use are kept; no text can be
read from them. `python -m matchmaker.cli.background` counts anew.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from matchmaker.engine.counting import Counter
from matchmaker.engine.vocabulary import Codes, Floats, code_points, singles_and_pairs

FILE = Path(__file__).parent / "data" / "background.json"
FEWEST = 5
"""A term is kept when so many texts have it; fewer make no difference to any figure."""

Counts = Mapping[str, tuple[int, int]]
"""By term, the achievements and the needs it is in."""


@dataclass(frozen=True, slots=True)
class Background:
    """Counts of terms, ascending by code, in so many texts of either side."""

    codes: Codes
    achievements_with: Floats
    needs_with: Floats
    achievements: int
    needs: int

    @classmethod
    def of(cls, terms: Counts, achievements: int, needs: int) -> "Background":
        """From counts by term, which is one character or two."""
        ordered = sorted((_code(term), counts) for term, counts in terms.items())
        counts = np.array([pair for _code, pair in ordered], np.float64).reshape(-1, 2)
        codes = np.array([code for code, _pair in ordered], np.int64)
        return cls(codes, counts[:, 0], counts[:, 1], achievements, needs)

    def counts_of(self, codes: Codes) -> tuple[Floats, Floats]:
        """In how many achievements and in how many needs each of these terms is; 0 where unknown."""
        if not len(self.codes):
            return np.zeros(len(codes)), np.zeros(len(codes))
        places = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
        known = self.codes[places] == codes
        return np.where(known, self.achievements_with[places], 0.0), np.where(known, self.needs_with[places], 0.0)


NO_BACKGROUND = Background.of({}, 0, 0)


@cache
def background() -> Background:
    """The counts that ship with the product, read once."""
    told = json.loads(FILE.read_bytes())
    return Background.of(told["terms"], told["achievements"], told["needs"])


def count_terms(achievements: Sequence[str], needs: Sequence[str]) -> dict[str, tuple[int, int]]:
    """The terms of raw texts that are common enough to be kept, ascending by code."""
    supplied, demanded = _texts_with(achievements), _texts_with(needs)
    both = {code: (supplied.get(code, 0), demanded.get(code, 0)) for code in sorted({*supplied, *demanded})}
    return {_term(code): counts for code, counts in both.items() if sum(counts) >= FEWEST}


def _texts_with(texts: Sequence[str]) -> dict[int, int]:
    counter = Counter()
    counter.read(texts)
    return dict(zip(counter.codes.tolist(), counter.frequencies.tolist(), strict=True))


def _code(term: str) -> int:
    singles, pairs = singles_and_pairs(code_points(term))
    return int(pairs[0] if len(term) > 1 else singles[0])


def _term(code: int) -> str:
    bits = 21
    first, second = code >> bits, code & ((1 << bits) - 1)
    return (chr(first) if first else "") + chr(second)
