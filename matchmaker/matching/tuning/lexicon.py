"""The lexicon: words that count more or less than their rarity says, and words that mean the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from matchmaker.core.i18n import N_
from matchmaker.engine.text import normalise
from matchmaker.engine.tuning import UNTUNED, Tuning
from matchmaker.matching.tuning.models import EngineTuning


class Counts(StrEnum):
    """How much a word counts."""

    MORE = "more"
    USUAL = "usual"
    LESS = "less"
    NONE = "none"


COUNTS = {Counts.MORE: N_("多计"), Counts.USUAL: N_("照常"), Counts.LESS: N_("少计"), Counts.NONE: N_("不计")}
FACTORS = {Counts.MORE: 2.0, Counts.USUAL: 1.0, Counts.LESS: 0.5, Counts.NONE: 0.0}
MOST_WORDS, MOST_GROUPS = 2000, 500

Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``words``: a word as entered and how much it counts; ``groups`` of words that mean the same."""

    words: Mapping[str, Counts] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()

    def counting(self, counts: Counts) -> list[str]:
        """The words that count so, in the order of entry."""
        return [word for word, each in self.words.items() if each is counts]

    @property
    def factors(self) -> dict[str, float]:
        """For ``engine.tuning``."""
        return {word: FACTORS[each] for word, each in self.words.items()}

    @property
    def columns(self) -> dict[str, list[Any]]:
        """For ``EngineTuning``."""
        words = [{"word": word, "counts": each.value} for word, each in self.words.items()]
        return {"words": words, "synonyms": [list(group) for group in self.groups]}


def lexicon_of(row: EngineTuning | None) -> Lexicon:
    """The lexicon of a version; an empty one without a version."""
    if row is None:
        return Lexicon()
    words = {each["word"]: Counts(each["counts"]) for each in row.words}
    return Lexicon(words, tuple(tuple(group) for group in row.synonyms))


def tuning_of(row: EngineTuning | None) -> Tuning:
    """How a version reads needs: for one word, the administrator's word goes before what was learned."""
    if row is None:
        return UNTUNED
    return merged(lexicon_of(row), row.title_share, row.factors)


def merged(lexicon: Lexicon, title_share: float, learned: Mapping[str, float]) -> Tuning:
    """Both parts as one. Raises ValueError for what the engine cannot take."""
    spelled = {normalise(word): factor for word, factor in lexicon.factors.items()}
    return Tuning.of(title_share, {**learned, **spelled}, lexicon.groups)


@dataclass(frozen=True, slots=True)
class Changes:
    """What one lexicon has that another has not."""

    added: list[tuple[str, Counts]]
    removed: list[tuple[str, Counts]]
    moved: list[tuple[str, Counts, Counts]]
    """A word, how it counted, how it counts."""

    new_groups: list[Group]
    old_groups: list[Group]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.moved or self.new_groups or self.old_groups)


def changes(before: Lexicon, after: Lexicon) -> Changes:
    """From one lexicon to another; a group whose words changed counts as an old and a new one."""
    old, new = ({frozenset(group) for group in each.groups} for each in (before, after))
    return Changes(
        added=[pair for pair in after.words.items() if pair[0] not in before.words],
        removed=[pair for pair in before.words.items() if pair[0] not in after.words],
        moved=list(_moved(before, after)),
        new_groups=_lacking(after.groups, old),
        old_groups=_lacking(before.groups, new),
    )


def _moved(before: Lexicon, after: Lexicon) -> Iterator[tuple[str, Counts, Counts]]:
    for word, counts in after.words.items():
        if before.words.get(word, counts) != counts:
            yield word, before.words[word], counts


def _lacking(groups: Sequence[Group], known: set[frozenset[str]]) -> list[Group]:
    return [group for group in groups if frozenset(group) not in known]
