"""The right way through a challenge, step by step, and prepared places on it from which examples start."""

from __future__ import annotations

import copy
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session

from matchmaker.challenges.models import Bid, BidState, Challenge, Mode, Profile, Stage
from matchmaker.challenges.queries import bids_of
from matchmaker.challenges.services import (
    approve,
    argue,
    conclude,
    milestone,
    place,
    pledge,
    post,
    prepare,
    qualify,
    race,
    score,
    settle_bid,
)
from matchmaker.core import clock
from matchmaker.core.db import make_engine, make_sessions
from tests.factories.base import MAKER
from tests.unit.challenges.endgame import measure_bid
from tests.unit.challenges.stage import Way, make_way

KINDS = ((Profile.GOVERNMENT, Mode.SINGLE), (Profile.ENTERPRISE, Mode.SINGLE), (Profile.GOVERNMENT, Mode.RACE))


@dataclass
class Model:
    """The plain model: where the challenge is, by the names of the process, and what was said and paid."""

    profile: Profile
    mode: Mode
    states: list[str] = field(default_factory=lambda: ["draft"])
    steps: int = 1
    running: list[int] = field(default_factory=list)
    places: int = 1
    paid: int = 0
    passed: int = 0

    @property
    def state(self) -> str:
        return self.states[-1]


Step = tuple[str, Callable[[Way, Model], None]]


def _bids(way: Way, *states: str) -> list[Bid]:
    return bids_of(way.session, way.challenge, states or None)


def _argue(way: Way, _model: Model) -> None:
    way.seat(Stage.ARGUMENT, 3)
    for seat in way.seats(Stage.ARGUMENT):
        way.opine(seat)
    way.do(argue.conclude_argument, Challenge, actor=way.actor(way.county))


def _approve(way: Way, model: Model) -> None:
    is_race = model.mode is Mode.RACE
    model.places = 2 if is_race else 1
    given = {"mode": model.mode, "places": model.places, "race_reason": "难度大。" if is_race else ""}
    way.do(approve.approve, Challenge, **given, actor=way.actor(way.officer))


def _post(way: Way, _model: Model) -> None:
    way.make_keys()
    dates = {"receiving_from": clock.now(), "closes_at": clock.now() + timedelta(days=20)}
    way.do(post.post, way.challenge_id, **dates, keys=way.keys, actor=way.actor(way.officer))


def _receive(way: Way, _model: Model) -> None:
    way.do(post.start_receiving, way.challenge_id, actor=MAKER)
    for team in range(3):
        way.bid(team)


def _review(way: Way, _model: Model) -> None:
    for bid in _bids(way):
        way.do(qualify.qualify, bid, actor=way.actor(way.county))
    way.seat(Stage.REVIEW, 5)
    way.do(score.start_review, Challenge, actor=way.actor(way.county))


def _rank(way: Way, _model: Model) -> None:
    for number, bid in enumerate(_bids(way, BidState.QUALIFIED)):
        way.score(bid, 80 + number)
    way.do(score.rank, Challenge, keys=way.keys, actor=way.actor(way.county))


def _choose(way: Way, _model: Model) -> None:
    bids = _bids(way)
    for bid in bids:
        way.do(qualify.qualify, bid, actor=way.actor(way.county))
    way.do(place.choose, Challenge, [bids[0].id], reason="更合适。", actor=way.actor(way.member))


def _end_publicity(way: Way, _model: Model) -> None:
    with clock.frozen(clock.now() + timedelta(days=7)):
        way.do(place.end_publicity, Challenge, actor=way.actor(way.officer))


def _work(way: Way, model: Model) -> None:
    way.rule()
    for bid in _bids(way, BidState.PLACED):
        way.sign(bid)
    who = way.member if model.profile is Profile.ENTERPRISE else way.officer
    way.do(pledge.start_work, Challenge, actor=way.actor(who))
    model.running.append(len(_bids(way, BidState.UNDERTAKING)))


def _cut(way: Way, model: Model) -> None:
    if model.mode is Mode.RACE:
        actor = way.actor(way.officer)
        given = {"protocol": "同一试样。", "due_on": date(2027, 3, 1), "keep": 1, "actor": actor}
        row = way.do(race.fix_round, Challenge, **given)
        results = {bid.id: (70 + n, "见报告。") for n, bid in enumerate(_bids(way, BidState.UNDERTAKING))}
        way.do(race.decide_round, row, results, actor=actor)
    model.running.append(len(_bids(way, BidState.UNDERTAKING)))


def _accept(way: Way, model: Model) -> None:
    for each in way.milestones():
        way.do(milestone.report, each, "已达到。", actor=way.team_of(each))
        way.review(each)
        model.passed += each.amount
        given = {"amount": each.amount, "paid_on": clock.today(), "actor": way.actor(way.officer)}
        way.do(milestone.pay, each, **given)
        model.paid += each.amount
    way.do(conclude.start_acceptance, Challenge, actor=way.actor(way.county))


def _conclude(way: Way, model: Model) -> None:
    for bid in _bids(way, BidState.UNDERTAKING):
        measure_bid(way, bid)
        way.do(conclude.conclude_bid, bid, BidState.PASSED, reason="达标。", actor=way.actor(way.officer))
    model.running.append(len(_bids(way, BidState.UNDERTAKING)))
    who = way.member if model.profile is Profile.ENTERPRISE else way.officer
    way.do(conclude.conclude, Challenge, reason="有结论。", actor=way.actor(who))


def _settle(way: Way, _model: Model) -> None:
    for bid in _bids(way, BidState.ELIMINATED):
        given: dict[str, Any] = {"value": 0, "reason": "没有可计价的工作。", "agreed_on": clock.today()}
        way.do(settle_bid.settle_bid, bid, **given, actor=way.actor(way.officer))
    way.do(conclude.settle, Challenge, reason="付清。", actor=way.actor(way.county))


ROAD: dict[str, Callable[[Way, Model], Any]] = {
    "collecting": lambda way, _m: way.do(prepare.submit_challenge, Challenge, actor=way.actor(way.member)),
    "prescreened": lambda way, _m: way.do(prepare.prescreen, Challenge, actor=way.actor(way.county)),
    "argued": _argue,
    "approved": _approve,
    "posted": _post,
    "receiving": _receive,
    "sealed": lambda way, _m: way.close(),
    "qualifying": lambda way, _m: way.open(),
    "reviewing": _review,
    "ranked": _rank,
    "publicised": lambda way, _m: way.do(place.publicise, Challenge, actor=way.actor(way.officer)),
    "signing": _end_publicity,
    "working": _work,
    "accepting": _accept,
    "concluded": _conclude,
    "settled": _settle,
}
SHORT = [name for name in ROAD if name not in {"argued", "reviewing", "ranked", "publicised"}]


def road(model: Model) -> list[str]:
    """The states of a profile in their order, the draft left out (domain part 3)."""
    return SHORT if model.profile is Profile.ENTERPRISE else list(ROAD)


def go_on(way: Way, model: Model) -> bool:
    """Take the next right step; False at the end of the road."""
    left = [name for name in road(model) if name not in model.states]
    if not left:
        return False
    following = left[0]
    if following == "signing" and model.profile is Profile.ENTERPRISE:
        _choose(way, model)
    elif following == "accepting":
        _cut(way, model)
        _accept(way, model)
    else:
        ROAD[following](way, model)
    model.states.append(following)
    model.steps += 1
    return True


class Places:
    """Databases prepared at every step of every kind, made once and copied for each example.

    All examples use one engine on one file in turn, so that no statement is compiled twice.
    """

    def __init__(self, template: Path, folder: Path) -> None:
        self.folder, self.home = folder, folder / "current"
        self.engine = make_engine(f"sqlite:///{self.home / 'db.sqlite'}")
        event.listen(self.engine, "connect", _hasten)
        self.made: dict[tuple[int, int], tuple[Path, Way, Model]] = {}
        for kind, (profile, mode) in enumerate(KINDS):
            self._walk(template, kind, Model(profile, mode))

    def _walk(self, template: Path, kind: int, model: Model) -> None:
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir()
        shutil.copyfile(template, self.home / "db.sqlite")
        session = self._session()
        way = make_way(session, self.home).drafted(model.profile)
        for step in range(len(ROAD) + 1):
            self.leave(session)
            kept = self.folder / f"kind{kind}-{step}"
            shutil.copytree(self.home, kept)
            self.made[kind, step] = (kept, _parked(way), copy.deepcopy(model))
            session = self._session()
            way = _seated(_parked(way), session, self.home)
            if not go_on(way, model):
                break
        self.leave(session)

    def steps(self, kind: int) -> int:
        return max(step for made, step in self.made if made == kind)

    def enter(self, kind: int, step: int) -> tuple[Session, Way, Model]:
        """A copy of a prepared place with a session on it, to be left before the next is entered."""
        kept, way, model = self.made[kind, step]
        shutil.rmtree(self.home)
        shutil.copytree(kept, self.home, copy_function=_copy)
        session = self._session()
        return session, _seated(way, session, self.home), copy.deepcopy(model)

    def leave(self, session: Session) -> None:
        """Close the database, so that its file is whole."""
        session.close()
        self.engine.dispose()

    def _session(self) -> Session:
        return make_sessions(self.engine)()


def _hasten(connection: Any, _record: object) -> None:
    """A database that lives for one example need not survive a power cut."""
    connection.execute("PRAGMA synchronous=OFF")


def _copy(source: str, target: str) -> None:
    """Ciphertexts are never written to again; the database is."""
    (shutil.copyfile if source.endswith("sqlite") else os.link)(source, target)


def _parked(way: Way) -> Way:
    """The way with identities in place of rows, so that it can be seated elsewhere."""
    parked = copy.copy(way)
    for name, value in vars(way).items():
        if isinstance(value, list):
            setattr(parked, name, [_identity(each) for each in value])
        else:
            setattr(parked, name, _identity(value))
    return parked


def _identity(value: Any) -> Any:
    state = inspect(value, raiseerr=False)
    return (type(value), state.identity) if state is not None and hasattr(state, "identity") else value


def _seated(way: Way, session: Session, home: Path) -> Way:
    seated = copy.copy(way)
    for name, value in vars(way).items():
        if isinstance(value, list):
            setattr(seated, name, [_row(each, session) for each in value])
        else:
            setattr(seated, name, _row(value, session))
    seated.session, seated.folder = session, home / "sealed"
    return seated


def _row(value: Any, session: Session) -> Any:
    is_identity = isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], type)
    return session.get_one(value[0], value[1]) if is_identity else value
