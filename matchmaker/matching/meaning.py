"""Words that the lexicon knows to mean the same: neither missed in a text nor used nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from sqlalchemy.orm import Session

from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.search.presence import used_nowhere
from matchmaker.deals.explanations import worded
from matchmaker.engine.documents import Part
from matchmaker.engine.text import normalise
from matchmaker.engine.tuning import Tuning


def shared_words(parts: Iterable[Part]) -> tuple[str, ...]:
    """The words of an explanation, each once; with the need's own where it says another one."""
    return tuple(dict.fromkeys(worded(part.term, part.said) for part in parts if len(part.term) > 1))


def unmeant(words: Sequence[str], text: str, tuning: Tuning) -> list[str]:
    """The words of which the text has no synonym."""
    read = normalise(text)
    return [word for word in words if not any(other in read for other in tuning.meant(normalise(word)))]


def unused(session: Session, words: Sequence[str], tuning: Tuning) -> list[str]:
    """The words that no public achievement has, nor any of their synonyms: one statement."""
    meaning = {word: [word, *tuning.meant(normalise(word))] for word in words}
    asked = list(dict.fromkeys(chain(*meaning.values())))
    nowhere = set(used_nowhere(session, RecordKind.ACHIEVEMENT, asked))
    return [word for word in words if nowhere.issuperset(meaning[word])]
