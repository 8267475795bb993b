"""A race of three teams through its pages: from the signing to the last follow-up, each team seeing only itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.challenges.invariants import INVARIANTS
from matchmaker.challenges.models import (
    Bid,
    BidState,
    BidStatement,
    ChallengeState,
    EqualPoints,
    FollowUp,
    Mode,
    Settlement,
    WinnerRule,
)
from matchmaker.config import Settings
from matchmaker.core import clock, invariants
from matchmaker.core.authz import Role
from matchmaker.deals.contracts.models import Contract
from tests.factories.accounts import CITY, make_user
from tests.support.page_client import PageClient
from tests.support.pages import Page
from tests.unit.challenges.stage import WAN, Way, make_way
from tests.unit.challenges.test_whole_way import pass_and_pay

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


@pytest.fixture
def race(app: Flask, session: Session, settings: Settings) -> Race:
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


def test_three_teams_race_and_the_best_at_the_end_wins(race: Race) -> None:
    refused = race.officer.get(race.at("actions/start-work")).text
    assert "赛马已定下胜出规则" in refused
    fix_rule(race, WinnerRule.BEST)
    fix_round(race, cut="keep", keep="2")
    race.do("start-work")
    race.officer.get(race.at("race/rule"), 409)
    fields = rows_of(race, {0: 92, 1: 85, 2: 60})
    torn = race.officer.post(race.at("race/results"), {**fields, "runners-1-points": "101"}, 422)
    assert "请填写 0 至 100 的整数" in torn.error_summary
    assert all(words in torn.text for words in WORDS)
    assert set(race.states()) == {BidState.UNDERTAKING}
    race.officer.submit(torn, {"runners-1-points": fields["runners-1-points"]})
    assert race.states() == [BidState.UNDERTAKING, BidState.UNDERTAKING, BidState.ELIMINATED]
    leave_paid_to_date(race)
    each_team_sees_itself_only(race)
    for team in (0, 1):
        pass_and_pay(race.way, race.bid(team))
    race.do("accept")
    conclude_and_settle(race)
    follow_up(race)
    race.way.session.rollback()
    assert invariants.run(race.way.session, INVARIANTS) == []


def leave_paid_to_date(race: Race) -> None:
    """The third team is heard, and paid for what it did."""
    race.teams[2].post(race.of(2, "statement"), {"body": "试样批次与通知不一致，请核实。"})
    race.teams[2].get(race.of(2, "statement"), 409)
    assert "答复陈述" in race.officer.get(race.at("race")).text
    race.officer.post(race.of(2, "statement/answer"), {"answer": "经核实，三队用同一批试样。"})
    assert "经核实" in race.teams[2].get(race.of(2, "progress")).text
    row = race.way.session.get_one(BidStatement, race.bids[2], populate_existing=True)
    assert row.answered_at is not None
    given = {"agreed_on": clock.today().isoformat(), "reason": "完成小试七成，按人工和材料计。"}
    above = race.officer.post(race.of(2, "settlement"), {**given, "value": "200.01"}, 422)
    assert "最多 200 万元" in above.error_summary
    race.officer.submit(above, {"value": "56"}, action=race.of(2, "settlement"))
    payment = {"paid_on": clock.today().isoformat(), "voucher": "付2026-1"}
    race.officer.post(race.of(2, "settlement/payment"), payment, form=race.of(2, "settlement"))
    race.way.session.rollback()
    assert race.way.session.get_one(Settlement, race.bids[2]).value == 56 * WAN


def each_team_sees_itself_only(race: Race) -> None:
    """Page by page: nothing of another team, for teams and for the public; everything for who oversees."""
    pages = ("progress", "give-up", "statement", "finish", "settlement", "field-test", "conclusion", "statement/answer")
    for team, visitor in enumerate(race.teams):
        own = visitor.get(race.of(team, "progress"))
        assert WORDS[team] in own.text
        assert not [word for other, word in enumerate(WORDS) if other != team and word in own.text]
        assert not [name for other, name in enumerate(NAMES) if other != team and name in own.text]
        assert "支中第" not in own.text
        visitor.get(race.at("race"), 403)
        for other in set(range(3)) - {team}:
            for page in pages:
                assert visitor.answer(race.of(other, page)).status_code in {403, 404}
    for outsider in (race.public, *race.teams):
        shown = outsider.get(race.at("progress"))
        assert not [word for word in (*WORDS, *NAMES, "92", "85 分", "60 分") if word in shown.text]
        assert "2 支" in shown.text
    leader = race.visitor(make_user(race.way.session, Role.LEADER, region_code=CITY))
    for overseer in (race.officer, race.issuer, leader):
        whole = overseer.get(race.at("race"), max_statements=10).text
        assert all(word in whole for word in (*WORDS, *NAMES))


def conclude_and_settle(race: Race) -> None:
    """The second in points cannot win before the first has its conclusion; both were tested in the field."""
    measure(race, 0)
    measure(race, 1)
    report = {"file": (BytesIO(b"%PDF-1.7\n%%EOF\n"), "检测报告.pdf")}
    race.officer.post(race.of(0, "field-test/reports"), report, form=race.of(0, "field-test"))
    assert "检测报告.pdf" in race.teams[0].get(race.of(0, "progress")).text
    link = race.teams[0].get(race.of(0, "progress")).links["检测报告.pdf"]
    assert race.teams[0].answer(link).status_code == 200
    assert race.teams[1].answer(link).status_code == 404
    race.officer.post(race.of(1, "conclusion"), {"outcome": "passed", "reason": "全部达标。"}, 409)
    race.officer.post(race.of(0, "conclusion"), {"outcome": "passed", "reason": "全部达标，终评最优。"})
    race.officer.post(race.of(1, "conclusion"), {"outcome": "runner_up", "reason": "达标，得分其次。"})
    race.do("conclude", "一支团队胜出。")
    race.do("settle", "余款付清。")
    assert race.way.challenge.state == ChallengeState.SETTLED
    contracts = race.way.session.scalars(select(Contract).order_by(Contract.id)).all()
    assert {(row.amount, row.received, row.origin_id) for row in contracts} == {
        (200 * WAN, 200 * WAN, race.way.challenge_id)
    }
    assert len(contracts) == 2
    winner = next(row for row in contracts if row.seller_name == NAMES[0])
    for visitor in (race.officer, race.issuer, race.teams[0]):
        shown = visitor.get(f"/contracts/{winner.id}")
        assert race.at("progress") in shown.links.values()
    race.teams[1].get(f"/contracts/{winner.id}", 404)
    after = race.public.get(race.at("progress"))
    assert "92 分" in after.text
    assert not [name for name in NAMES if name in after.text]
    assert "3 支中第 1" in race.teams[0].get(race.of(0, "progress")).text


def follow_up(race: Race) -> None:
    rows = race.way.session.scalars(select(FollowUp).order_by(FollowUp.months)).all()
    assert [row.months for row in rows] == [6, 12, 24]
    first = rows[0]
    page: Page = race.officer.post(f"/follow-ups/{first.id}", {"usage": "stopped"}, 422)
    assert "请写明原因" in page.error_summary
    race.officer.submit(page, {"usage": "in_use", "output_value": "120.5", "note": "两条产线在用。"})
    race.way.session.rollback()
    done = race.way.session.get_one(FollowUp, first.id, populate_existing=True)
    assert (done.usage, done.output_value) == ("in_use", 1205 * WAN // 10)
    assert "两条产线在用" in race.issuer.get(race.at("acceptance")).text


def test_the_first_to_meet_all_indicators_wins_and_the_rest_go_home_paid(race: Race) -> None:
    fix_rule(race, WinnerRule.FIRST)
    race.do("start-work")
    pass_and_pay(race.way, race.bid(1))
    assert "登记达标" in race.officer.get(race.at("race")).text
    race.officer.post(race.of(0, "finish"), {"finding": "无。"}, 409)
    race.officer.post(race.of(1, "finish"), {"finding": "第三方报告二号。"})
    race.teams[2].post(race.of(2, "give-up"), {"reason": "团队骨干调离。"})
    race.do("accept")
    measure(race, 1)
    race.officer.post(race.of(1, "conclusion"), {"outcome": "passed", "reason": "最先达标。"})
    race.officer.post(race.of(0, "conclusion"), {"outcome": "eliminated", "reason": "已有团队先达标。"})
    assert race.states() == [BidState.ELIMINATED, BidState.PASSED, BidState.WITHDRAWN]
    race.do("conclude", "最先达标的团队胜出。")
    held = race.officer.get(race.at("case")).text
    assert "淘汰、退出的团队都已结算付清" in held
    for team in (0, 2):
        given = {"value": "0", "agreed_on": clock.today().isoformat(), "reason": "没有可计价的工作。"}
        race.officer.post(race.of(team, "settlement"), given)
    race.do("settle", "付清。")
    assert race.way.challenge.state == ChallengeState.SETTLED


def test_nobody_wins_and_the_race_closes_honestly(race: Race) -> None:
    fix_rule(race, WinnerRule.BEST)
    fix_round(race, cut="threshold", threshold="60")
    race.do("start-work")
    race.officer.post(race.at("race/results"), rows_of(race, {0: 10, 1: 20, 2: 59}))
    assert set(race.states()) == {BidState.ELIMINATED}
    race.do("conclude", "全部低于合格分。")
    for visitor in (race.officer, race.public):
        assert "没有团队" in visitor.get(race.at("acceptance" if visitor is race.officer else "progress")).text
    race.way.session.rollback()
    assert invariants.run(race.way.session, INVARIANTS) == []


def test_a_race_that_is_stopped_is_settled_with_every_team(race: Race) -> None:
    fix_rule(race, WinnerRule.BEST)
    race.do("start-work")
    race.do("terminate", "产线关停。")
    assert set(race.states()) == {BidState.STOPPED}
    given = {"value": "30", "agreed_on": clock.today().isoformat(), "reason": "按进度计价。"}
    race.officer.post(race.of(0, "settlement"), given)
    assert "30.00 万元" in race.teams[0].get(race.of(0, "progress")).text
