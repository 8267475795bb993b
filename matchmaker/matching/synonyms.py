"""Words that mean the same, for whoever searches: see ``catalog.ports.Synonyms``."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.search.tokens import Meaning
from matchmaker.engine.text import normalise
from matchmaker.engine.tuning import Tuning
from matchmaker.matching.tuning.lexicon import Group, lexicon_of
from matchmaker.matching.tuning.models import EngineTuning
from matchmaker.matching.tuning.queries import live_number


@dataclass
class _Held:
    """The groups of one version of the lexicon, by the engine's spelling of each of their words."""

    number: int | None = None
    tuning: Tuning = field(default_factory=Tuning)
    groups: dict[str, Group] = field(default_factory=dict)


@dataclass
class LexiconSynonyms:
    """``catalog.ports.Synonyms`` by the lexicon in use, read anew when another one is.

    ``session`` gives the session to read with: one statement a question.
    """

    session: Callable[[], Session]
    _held: _Held = field(default_factory=_Held)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def meanings(self, text: str) -> Sequence[Meaning]:
        """As ``catalog.ports.Synonyms``; Latin words and numbers are found whole only."""
        held = self._current()
        return [
            (start, end, tuple(each for each in held.groups[text[start:end]] if normalise(each) != text[start:end]))
            for start, end in held.tuning.words_in(text)
        ]

    def _current(self) -> _Held:
        session = self.session()
        number = session.scalar(select(live_number()))
        with self._lock:
            if number != self._held.number:
                self._held = _read(session, number)
            return self._held


def _read(session: Session, number: int | None) -> _Held:
    groups = lexicon_of(session.get(EngineTuning, number) if number is not None else None).groups
    by_word = {normalise(word): group for group in groups for word in group}
    return _Held(number, Tuning.of(synonyms=groups), by_word)
