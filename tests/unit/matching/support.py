"""Reading and writing as a job or a command does, for the tests of matching."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from matchmaker.core.unit_of_work import transact
from matchmaker.matching.keeper import Keeper
from matchmaker.matching.services import Outcome, refresh_achievement, refresh_all, refresh_need


@dataclass
class Matcher:
    """The services of matching with their ways to the database."""

    sessions: sessionmaker[Session]
    keeper: Keeper

    def read(self, call: Callable[[Session], Any]) -> Any:
        with self.sessions() as session:
            return call(session)

    def write(self, call: Callable[[Session], Any]) -> Any:
        with self.sessions() as session:
            return transact(session, call)

    def all(self) -> Outcome:
        return refresh_all(self.read, self.write, self.keeper)

    def need(self, need_id: int) -> Outcome:
        return refresh_need(self.read, self.write, self.keeper, need_id)

    def achievement(self, achievement_id: int) -> Outcome:
        return refresh_achievement(self.read, self.write, self.keeper, achievement_id)


def make_matcher(sessions: sessionmaker[Session], folder: Path) -> Matcher:
    """A matcher with an index folder of its own."""
    return Matcher(sessions, Keeper(folder))
