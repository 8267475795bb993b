"""Three signed teams, everybody's browser, and what an officer types of a race."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.challenges.models import (
    Bid,
    EqualPoints,
    Mode,
    WinnerRule,
)
from matchmaker.config import Settings
from matchmaker.core import clock
from tests.support.page_client import PageClient
from tests.unit.challenges.stage import Way, make_way

NAMES = ("甲大学低温组", "乙研究所固化组", "丙工学院涂布组")
PROTOCOL = "同一批试样、同一台差示扫描量热仪，由第三方操作。"
WORDS = tuple(f"只属于{name}的理由。" for name in NAMES)


@dataclass
class Race:
    """Three signed teams and everybody's browser."""

    app: Flask
    way: Way
    bids: list[int] = field(default_factory=list)
    officer: PageClient = field(init=False)
    issuer: PageClient = field(init=False)
    public: PageClient = field(init=False)
    teams: list[PageClient] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.officer = self.visitor(self.way.officer)
        self.issuer = self.visitor(self.way.member)
        self.public = PageClient(self.app)

    def visitor(self, user: User) -> PageClient:
        return PageClient(self.app).sign_in(user)

    def at(self, part: str) -> str:
        return f"/challenges/{self.way.challenge_id}/{part}"

    def of(self, team: int, part: str) -> str:
        return f"/bids/{self.bids[team]}/{part}"

    def bid(self, team: int) -> Bid:
        self.way.session.rollback()
        return self.way.session.get_one(Bid, self.bids[team], populate_existing=True)

    def states(self) -> list[str]:
        return [self.bid(team).state for team in range(len(self.bids))]

    def do(self, action: str, reason: str = "") -> None:
        """A plain step of the challenge, by the city's officer."""
        given: dict[str, Any] = {"version": self.way.challenge.version, **({"reason": reason} if reason else {})}
        self.officer.post(self.at(f"actions/{action}"), given)


def make_race(app: Flask, session: Session, settings: Settings) -> Race:
    """Three teams have signed; nothing of the race is fixed."""
    way = make_way(session, settings.data_dir)
    rows = way.signing(bids=3, mode=Mode.RACE, places=3)
    for place, unit in enumerate(way.teams[:3]):
        unit.name = NAMES[place]
    session.commit()
    found = Race(app, way)
    by_unit = {bid.organization_id: bid for bid in rows}
    for place, unit in enumerate(way.teams[:3]):
        way.sign(by_unit[unit.id])
        found.bids.append(by_unit[unit.id].id)
        found.teams.append(found.visitor(way.members[place]))
    return found


def fix_rule(race: Race, winner: WinnerRule) -> None:
    given = {"winner": winner.value, "equal_points": EqualPoints.CHEAPER.value}
    race.officer.post(race.at("race/rule"), given)


def fix_round(race: Race, **cut: str) -> None:
    given = {"protocol": PROTOCOL, "due_on": (clock.today() + timedelta(days=30)).isoformat(), **cut}
    race.officer.post(race.at("race/round"), given)


def rows_of(race: Race, points: dict[int, int]) -> dict[str, Any]:
    """The form of results filled in, for the teams in ``points``."""
    page = race.officer.get(race.at("race/results"))
    held = dict(page.form(action=race.at("race/results")).values)
    fields: dict[str, Any] = {}
    for row in range(len(points)):
        team = race.bids.index(int(held[f"runners-{row}-bid_id"]))
        fields[f"runners-{row}-points"] = str(points[team])
        fields[f"runners-{row}-rationale"] = WORDS[team]
    return fields


def measure(race: Race, team: int, met: str = "yes") -> None:
    given: dict[str, Any] = {
        "tested_on": clock.today().isoformat(),
        "place": "二号产线",
        "final_users": "涂布车间甲班",
        "third_party": "测试检测中心",
        "course": "连续运行七十二小时。",
        "findings-0-measured": "118",
        "findings-0-met": met,
    }
    race.officer.post(race.of(team, "field-test"), given)
