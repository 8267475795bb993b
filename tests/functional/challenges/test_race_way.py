"""A race of three teams through its pages: from the bids to the last follow-up, each team seeing only itself."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.challenges.invariants import INVARIANTS
from matchmaker.challenges.models import BidState, BidStatement, ChallengeState, FollowUp, Mode, Settlement, WinnerRule
from matchmaker.config import Settings
from matchmaker.core import clock, invariants
from matchmaker.core.authz import Role
from matchmaker.deals.contracts.models import Contract
from tests.factories.accounts import CITY, make_user
from tests.functional.challenges.cast import Cast
from tests.functional.challenges.race_stage import NAMES, WORDS, Race, fix_round, fix_rule, measure, rows_of
from tests.support.pages import Page
from tests.unit.challenges.stage import WAN, make_way

ONCE = [("一次交付", "2027-12-31", 100)]


@pytest.fixture
def cast(app: Flask, session: Session, settings: Settings, work: Callable[[], int]) -> Cast:
    way = make_way(session, settings.data_dir)
    for unit, name in zip(way.teams, NAMES, strict=False):
        unit.name = name
    session.commit()
    return Cast(app, way.receiving(mode=Mode.RACE, places=3), work)


def test_three_teams_race_and_the_best_at_the_end_wins(cast: Cast) -> None:
    for team in range(4):
        cast.bid(team, ONCE, price="250")
    with cast.later(21):
        choose_three(cast)
    with cast.later(30):
        cast.act(cast.city, "end-publicity")
        race = Race(cast.app, cast.way, [bid.id for bid in cast.bids()[:3]])
        for team, name in enumerate(NAMES):
            cast.sign(race.bid(team), amount="200", starts_on="2027-01-01")
            assert name in cast.issuer.get(cast.at("pledges")).text
            race.teams.append(cast.team(team))
        run(race, cast)


def choose_three(cast: Cast) -> None:
    """The fourth has the fewest points."""
    cast.tick()
    cast.open(1, 2)
    for bid in cast.bids():
        cast.qualify(bid)
    cast.seat_judges()
    cast.act(cast.county, "start-review")
    cast.score(cast.judges, {bid.id: 90 - 10 * place for place, bid in enumerate(cast.bids())})
    cast.act(cast.county, "rank")
    cast.act(cast.city, "publicise")
    shown = cast.public.get(cast.at("publicity")).text
    assert all(name in shown for name in NAMES)
    assert cast.way.teams[3].name not in shown


def run(race: Race, cast: Cast) -> None:
    """One round, one team out; the best of the rest wins."""
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
        cast.reach(race.bid(team), 1)
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
    race.officer.post(race.of(1, "conclusion"), {"outcome": "passed", "reason": "全部达标。"}, 422)
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
