"""What people and their decisions have taught the engine, on top of what it counts itself.

All of it changes only how a need is read: how much its title counts, which words count more or
less than their rarity says, and which words mean the same. So no index is made anew for it, two
tunings can be compared on one index, and going back to an old one takes a moment.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from matchmaker.engine.text import normalise, segment, word_runs

TITLE_SHARE = 0.5
"""Of a need's score, what its title decides; the rest is its body's."""

SYNONYM = 0.5
"""What a word counts that the need does not say itself, but means; its own words count 1."""

LARGEST = 4.0
"""No word may count more times than this what its rarity says."""

FEWEST = 2
"""Words of a group."""

_ONE_PIECE = re.compile("[a-z]{2}|[0-9]{2}")


@dataclass(frozen=True)
class Tuning:
    """How needs are read. Make one with `of`, which brings words into the engine's spelling.

    `factors`: a word and how often its occurrences count; 0 leaves them out, 1 only keeps the word
    in one piece where it is shown. `synonyms`: groups of words that mean the same.
    """

    title_share: float = TITLE_SHARE
    factors: Mapping[str, float] = field(default_factory=dict)
    synonyms: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def of(
        cls,
        title_share: float = TITLE_SHARE,
        factors: Mapping[str, float] | None = None,
        synonyms: Iterable[Iterable[str]] = (),
    ) -> "Tuning":
        """Raises ValueError for what makes no sense.

        That is a share not between 0 and 1, a factor not from 0 to `LARGEST`, a word without letters
        or digits, a group of fewer than two words, a word in two groups.
        """
        factors = {_word(word): float(factor) for word, factor in (factors or {}).items()}
        groups = tuple(tuple(dict.fromkeys(map(_word, group))) for group in synonyms)
        if not 0 < title_share < 1 or not all(0 <= factor <= LARGEST for factor in factors.values()):
            raise ValueError("a share or a factor is out of bounds")
        members = [word for group in groups for word in group]
        if any(len(group) < FEWEST for group in groups) or len(set(members)) < len(members):
            raise ValueError("a group needs two words, and no word may be in two groups")
        return cls(title_share, factors, groups)

    @cached_property
    def _groups(self) -> dict[str, tuple[str, ...]]:
        return {word: group for group in self.synonyms for word in group}

    @cached_property
    def _lengths(self) -> dict[str, list[int]]:
        """Lengths of the known words by their first character, longest first."""
        lengths: dict[str, set[int]] = {}
        for word in (*self.factors, *self._groups):
            lengths.setdefault(word[0], set()).add(len(word))
        return {first: sorted(each, reverse=True) for first, each in lengths.items()}

    def words_in(self, text: str) -> list[tuple[int, int]]:
        """Where the known words stand in a normalised text, the longest from the left, none overlapping.

        Latin words and numbers only whole (ai not in main).
        """
        found, start = [], 0
        while self._lengths and start < len(text):
            end = next((start + each for each in self._lengths.get(text[start], ()) if self._is(text, start, each)), 0)
            if end:
                found.append((start, end))
            start = end or start + 1
        return found

    def _is(self, text: str, start: int, length: int) -> bool:
        end = start + length
        known = text[start:end] in self.factors or text[start:end] in self._groups
        edges = text[max(0, start - 1) : start + 1], text[end - 1 : end + 1]
        return known and not any(_ONE_PIECE.match(edge) for edge in edges)

    def factor(self, word: str) -> float:
        """How often an occurrence of a word counts."""
        return self.factors.get(word, 1.0)

    def cut(self, text: str) -> list[str]:
        """As `text.segment`, but known words stay in one piece."""
        pieces, last = [], 0
        for start, end in self.words_in(text):
            pieces += [*segment(text[last:start]), text[start:end]]
            last = end
        return [*pieces, *segment(text[last:])]

    def meant(self, text: str) -> dict[str, tuple[str, float]]:
        """Words that a normalised text does not say but means: the word it says instead, and what that counts."""
        meant: dict[str, tuple[str, float]] = {}
        for start, end in self.words_in(text):
            said = text[start:end]
            for word in self._groups.get(said, ()):
                if word not in text:
                    first, weight = meant.get(word, (said, 0.0))
                    meant[word] = first, weight + SYNONYM * self.factor(said)
        return meant


UNTUNED = Tuning()


def _word(word: str) -> str:
    spelled = normalise(word)
    if not word_runs(spelled):
        raise ValueError(f"{word!r} has neither letters nor digits")
    return spelled
