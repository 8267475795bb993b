"""Who is set down where a way led stands exactly where a walker would."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, text
from sqlalchemy.orm import Session

from matchmaker.challenges.models import ChallengeState
from matchmaker.challenges.services import milestone
from matchmaker.config import Settings
from matchmaker.core import clock
from tests.factories.accounts import make_user
from tests.support import checkpoints
from tests.support.snapshot import tables
from tests.unit.challenges.stage import Way, make_way

# Bids and envelopes are numbered at random, so that their order tells nothing.
DRAWN = 1_000_000


def ids(engine: Engine) -> dict[str, Any]:
    """Table → how many rows it has, and those of their ids that are counted, not drawn by lot."""
    looked = inspect(engine)
    found: dict[str, Any] = {}
    with engine.connect() as connection:
        for table in tables(engine):
            numbered = "id" in {column["name"] for column in looked.get_columns(table)}
            query = f'SELECT id FROM "{table}" ORDER BY id' if numbered else f'SELECT count(*) FROM "{table}"'
            numbers = connection.execute(text(query)).scalars().all()
            found[table] = len(numbers), [each for each in numbers if isinstance(each, int) and each < DRAWN]
    return found


def go(way: Way, engine: Engine) -> tuple[Any, ...]:
    """All that is there after the way, and after the next step beyond it."""
    [bid] = way.working(bids=1)
    reached = (way.challenge.state, bid.state, ids(engine))
    first = way.milestones()[0]
    way.do(milestone.report, first, "小试完成。", actor=way.team_of(first))
    way.review(first)
    return (*reached, first.id, make_user(way.session).id, ids(engine))


def test_taken_up_and_walked_are_the_same(session: Session, settings: Settings, engine: Engine) -> None:
    way = make_way(session, settings.data_dir)
    database = checkpoints.current()
    start = database.take()

    def back() -> None:
        session.rollback()
        database.put(start)
        session.expire_all()
        way.challenge_id, way.shares = 0, {}
        checkpoints.set_out(way)

    go(way, engine)
    back()
    taken_up = go(way, engine)
    back()
    way.trail = None
    assert go(way, engine) == taken_up
    assert taken_up[0] == ChallengeState.WORKING


def test_a_way_that_something_else_preceded_is_walked(session: Session, settings: Settings) -> None:
    make_way(session, settings.data_dir).receiving()
    way = make_way(session, settings.data_dir / "other")
    assert way.trail is None
    somebody = make_user(session)
    way.receiving()
    session.refresh(somebody)


def test_what_the_test_wrote_before_is_not_lost(session: Session, settings: Settings) -> None:
    way = make_way(session, settings.data_dir)
    somebody = make_user(session)
    way.receiving()
    session.refresh(somebody)
    assert way.trail is None


def test_under_a_clock_of_its_own_it_is_walked(session: Session, settings: Settings) -> None:
    way = make_way(session, settings.data_dir)
    with clock.frozen(clock.now()):
        way.receiving()
        assert way.challenge.receiving_from == clock.now()


def test_under_patches_it_is_walked(session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matchmaker.challenges.services.envelopes.POOL", 3)
    assert make_way(session, settings.data_dir).trail is None


def put_down(session: Session, folder: Path) -> dict[str, Any]:
    """Two people, the second twice, and a file."""
    folder.mkdir(exist_ok=True)
    (folder / "paper").write_bytes(b"paper")
    one, other = make_user(session), make_user(session)
    return {"people": [one, other], "last": other, "word": "word"}


def test_what_is_done_once_is_there_for_whoever_asks_again(session: Session, tmp_path: Path) -> None:
    pristine, calls = checkpoints.current().take(), []

    def make(folder: Path) -> dict[str, Any]:
        calls.append(folder)
        return put_down(session, folder)

    first = checkpoints.once(session, tmp_path / "1", "two people", lambda: make(tmp_path / "1"))
    logins = [each.login for each in first["people"]]
    session.rollback()
    checkpoints.current().put(pristine)
    checkpoints.begin(checkpoints.current(), may_remember=True)
    again = checkpoints.once(session, tmp_path / "2", "two people", lambda: make(tmp_path / "2"))
    assert calls == [tmp_path / "1"]
    assert [each.login for each in again["people"]] == logins
    assert (again["last"], again["word"]) == (again["people"][1], "word")
    assert (tmp_path / "2" / "paper").read_bytes() == b"paper"
    assert make_user(session).id not in {each.id for each in again["people"]}
    assert not checkpoints.is_pristine(session)


def test_what_something_preceded_is_done_again(session: Session, tmp_path: Path) -> None:
    before = make_user(session)
    made = checkpoints.once(session, tmp_path / "1", "preceded", lambda: put_down(session, tmp_path / "1"))
    session.refresh(before)
    assert before not in made["people"]
