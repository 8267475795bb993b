"""The demo city's lexicon: its first version, in use before anything is matched."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from matchmaker.cli.seed import source
from matchmaker.cli.seed.people import City
from matchmaker.engine.tuning import TITLE_SHARE, UNTUNED
from matchmaker.matching.keeper import Keeper
from matchmaker.matching.tuning.lexicon import Counts, Lexicon, merged
from matchmaker.matching.tuning.services import go_live, keep_lexicon, measure

ADMINISTRATOR = "system-admin"


def of_the_city() -> Lexicon:
    """Words of the city's trades."""
    told = source.lexicon()
    words = {word: counts for counts in Counts for word in told[counts]}
    return Lexicon(words, tuple(tuple(group) for group in told["synonyms"]))


def compared(session: Session, keeper: Keeper) -> dict[str, Any]:
    """What the lexicon does to the judged set and to the city's needs."""
    return measure(session, keeper, UNTUNED, merged(of_the_city(), TITLE_SHARE, {}))


def put_into_use(session: Session, city: City, effects: dict[str, Any]) -> None:
    """Let the city's administrator keep it and put it into use."""
    actor, note = city.actor(session, ADMINISTRATOR), source.lexicon()["note"]
    row = keep_lexicon(session, of_the_city(), base_id=None, comparison=effects, note=note, actor=actor)
    go_live(session, row, actor=actor)
