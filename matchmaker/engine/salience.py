"""How much a term of a need says about what is wanted: rare among achievements *and* among needs.

Needs have a language of their own. 需求, 公司 and 万元 are rare in achievements, so the idf of the
achievements alone takes them for the subject; among needs they are everywhere. A term's salience
therefore goes by the mean of its shares of both sides. The needs are read as a sample that nobody
judged. Both shares lean on what texts of their side have in general (`background`), so that the first
day's few records decide nothing. `docs/decisions/0015-what-a-term-says.md` and
`docs/decisions/0018-the-first-twenty-records.md` have the measurements.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matchmaker.engine.background import Background, background
from matchmaker.engine.counting import Counter
from matchmaker.engine.vocabulary import LAST_SINGLE, Codes, Floats, Ids, Vocabulary

EVERYWHERE = 0.1
"""Stands in the logarithm, so that a term that is in every text counts ln 1.1, not nothing."""

TRUST = 25
"""A guess weighs as much as this many texts. Without it, among a dozen records on one subject the
subject would count nothing and what nobody offers everything."""

GUESS = 0.02
"""The share of achievements that a term is taken to be in before even the background is known."""

DOUBLE_AT, MOST = 40.0, 3.0
"""A character counts twice a pair where an average achievement has 40 terms, at most 3 times."""

BLOCK = 512


@dataclass(frozen=True, slots=True)
class Demand:
    """In how many of `needs` texts each term occurs: ascending `codes`; other terms in none."""

    codes: Codes
    counts: NDArray[np.int64]
    needs: int

    @classmethod
    def read(cls, texts: Sequence[str]) -> "Demand":
        """Count the terms of raw texts; of very many needs a few thousand, evenly spaced, will do."""
        counter = Counter()
        for start in range(0, len(texts), BLOCK):
            counter.read(texts[start : start + BLOCK])
        order = np.argsort(counter.codes)
        return cls(counter.codes[order], counter.frequencies[order].astype(np.int64), len(texts))

    def needs_with(self, codes: Codes) -> Floats:
        """In how many needs each of these terms occurs."""
        if not len(self.codes):
            return np.zeros(len(codes))
        places = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
        return np.where(self.codes[places] == codes, self.counts[places], 0).astype(np.float64)


NO_DEMAND = Demand(np.zeros(0, np.int64), np.zeros(0, np.int64), 0)


@dataclass(frozen=True, slots=True)
class Salience:
    """What an occurrence of any term counts in a need, against one index of achievements.

    For a term in a share p of the achievements and q of the needs ln(1.1 · 2 / (p + q)); for a
    character `single` times that. Both shares are smoothed by the weight of `TRUST` texts: p towards
    the background's achievements, q towards the background's needs, and these in turn towards `GUESS`
    and the background's achievements. A character shared with a title of ten says more than one shared
    with a page, where most occur by chance, so `single` falls with the length of the achievements.
    """

    vocabulary: Vocabulary
    demand: Demand
    single: float
    background: Background = field(default_factory=background)

    @classmethod
    def against(cls, vocabulary: Vocabulary, demand: Demand, terms_each: float) -> "Salience":
        """For achievements that have `terms_each` different terms on average, 0 if unknown."""
        single = 1 + DOUBLE_AT / terms_each if terms_each else 1.0
        return cls(vocabulary, demand, min(MOST, single))

    def of(self, codes: Codes, ids: Ids) -> Floats:
        """Salience of each term, above 0; `ids` are those of the vocabulary, -1 where it has none."""
        common, wished = self.background.counts_of(codes)
        offered = _smoothed(common, self.background.achievements, GUESS)
        supplied = _smoothed(self.vocabulary.frequency_of(ids), self.vocabulary.documents, offered)
        wanted = _smoothed(wished, self.background.needs, offered)
        demanded = _smoothed(self.demand.needs_with(codes), self.demand.needs, wanted)
        rarity = np.log((1 + EVERYWHERE) * 2 / (supplied + demanded))
        factors = np.where(codes <= LAST_SINGLE, self.single, 1.0)
        return np.asarray(factors * rarity, dtype=np.float64)


def _smoothed(texts_with: NDArray[Any], texts: int, guess: Floats | float) -> Floats:
    """The share of texts with a term, where `TRUST` texts more are taken to have the guessed share."""
    return np.asarray((texts_with + TRUST * guess) / (texts + TRUST), dtype=np.float64)
