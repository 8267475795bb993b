"""Everybody who acts on one challenge, each finding and doing their part by pages, while the days go by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from flask import Flask

from matchmaker.accounts.models import User
from matchmaker.challenges.models import Bid
from matchmaker.challenges.queries import bids_of
from matchmaker.challenges.services.open_bids import record_opening
from matchmaker.core import clock
from matchmaker.core.jobs import enqueue
from matchmaker.core.unit_of_work import transact
from tests.factories.base import MAKER
from tests.functional.challenges.test_review_panel import rows
from tests.support.page_client import PageClient, Value
from tests.support.pages import Page
from tests.unit.challenges.stage import PLAN, Way

PDF = b"%PDF-1.7\n%%EOF\n"


def paper(name: str) -> tuple[BytesIO, str]:
    """A file as somebody chooses it."""
    return BytesIO(PDF), name


def filled(page: Page, points: int) -> dict[str, Value]:
    """The sheet on ``page`` with ``points`` and a reason on every line."""
    names = sorted(name for name in page.form("交评分表").names if name.startswith("lines-"))
    return {name: points if name.endswith("points") else "路线有前期数据，团队能到位。" for name in names}


def bid_on(page: Page) -> int:
    """The bid whose sheet ``page`` shows."""
    return int(urlsplit(page.path).path.rsplit("/", 1)[1])


@dataclass
class Cast:
    """One challenge's people; a window lasts as long as the day on which it was opened."""

    app: Flask
    way: Way
    work: Callable[[], int]
    windows: dict[int, PageClient] = field(default_factory=dict)

    @contextmanager
    def later(self, days: int) -> Iterator[None]:
        """What happens ``days`` from now, in windows opened then."""
        before, self.windows = self.windows, {}
        with clock.frozen(clock.now() + timedelta(days=days)):
            yield
        self.windows = before

    def window(self, who: User) -> PageClient:
        """The window in which ``who`` is signed in."""
        if who.id not in self.windows:
            self.windows[who.id] = PageClient(self.app).sign_in(who)
        return self.windows[who.id]

    @property
    def county(self) -> PageClient:
        return self.window(self.way.county)

    @property
    def city(self) -> PageClient:
        return self.window(self.way.officer)

    @property
    def issuer(self) -> PageClient:
        return self.window(self.way.member)

    @property
    def public(self) -> PageClient:
        return PageClient(self.app)

    @property
    def judges(self) -> list[PageClient]:
        """Four experts and somebody of the issuer, who will use it."""
        return [self.window(each) for each in (*self.way.experts[:4], self.way.member)]

    def team(self, number: int) -> PageClient:
        return self.window(self.way.members[number])

    def tick(self) -> None:
        """The clock's job comes round once."""
        self.way.session.rollback()
        transact(self.way.session, lambda inner: enqueue(inner, "challenges.clock"))
        self.work()

    def at(self, part: str) -> str:
        return f"/challenges/{self.way.challenge_id}/{part}"

    def act(self, who: PageClient, action: str, reason: str = "") -> None:
        """A plain step, found on the working page."""
        path = self.at(f"actions/{action}")
        assert path in who.get(self.at("case")).links.values(), f"the working page does not lead to {action}"
        who.post(path, {"reason": reason} if reason else {})

    # ------------------------------------------------------------ bids and their judging

    def bid(self, number: int, milestones: list[tuple[str, str, int]], **fields: Value) -> None:
        """A team hands in by its page, with a file; ``milestones`` are (what, day, share)."""
        team = self.team(number)
        given: dict[str, Value] = {"leader": "赵测试", "plan": PLAN, **fields}
        page = team.get(self.at("bid"))
        for _more in milestones[1:]:
            page = team.submit(page, {}, 200, button="添加一行节点")
        for row, (title, due_on, share) in enumerate(milestones):
            columns: dict[str, Value] = {"title": title, "due_on": due_on, "share": share}
            given |= {f"milestones-{row}-{name}": value for name, value in columns.items()}
        page = team.submit(page, {**given, "files": paper("工艺路线.pdf")}, 200, button="密封提交")
        assert "平台不留底" in page.text

    def open(self, first: int, second: int) -> None:
        """Two of the named officers release the opening by their page, and the operator runs the command it names."""
        one, other = (self.window(self.way.holders[each]) for each in (first, second))
        one.post(self.at("opening"), {})
        other.post(self.at("opening"), {})
        assert f"matchmaker challenge open {self.way.challenge_id}" in other.follow().text
        given: dict[str, Any] = {"officers": frozenset(self.way.words(first, second)), "actor": MAKER}
        self.way.do(record_opening, self.way.challenge_id, self.way.read(first, second), **given)

    def bids(self) -> list[Bid]:
        """The opened bids, in the order in which their teams are listed."""
        found = {bid.organization_id: bid for bid in bids_of(self.way.session, self.way.challenge)}
        return [found[unit.id] for unit in self.way.teams if unit.id in found]

    def qualify(self, bid: Bid) -> None:
        page = f"/bids/{bid.id}/formalities"
        self.county.post(f"/bids/{bid.id}/qualification", {}, form=page, button="资格通过")

    def seat_judges(self) -> None:
        """Everybody named finds the question on the workbench."""
        people = [*(person.id for person in self.way.experts[:4]), self.way.member.id]
        self.county.post(self.at("review-panel/members"), rows(people, self.way.member.id))
        for judge in self.judges:
            [path] = {link for link in judge.get("/workbench").links.values() if link.endswith("/conflict")}
            judge.post(path, {"conflict": "no"})
            assert "没有需要回避的关系" in judge.follow().text

    def score(self, judges: list[PageClient], points: dict[int, int]) -> None:
        """Each goes from one bid to the next until none is left; ``points`` by the id of the bid."""
        for judge in judges:
            [seat] = {link for link in judge.get("/workbench").links.values() if link.startswith("/seats/")}
            page = judge.get(seat)
            sheets = [link for link in page.links.values() if "/sheets/" in link]
            page = judge.get(sheets[0])
            for _number in sheets:
                judge.submit(page, filled(page, points[bid_on(page)]), button="交评分表")
                page = judge.follow()
            assert "评分表已全部交齐" in page.text

    # ------------------------------------------------------------ contract and work

    def sign(self, bid: Bid, **terms: Value) -> None:
        """The contract is drawn from the bid, confirmed by all three, and counts by its stamped scan."""
        page, team = f"/bids/{bid.id}/pledge", self.window(self.way.member_of(bid))
        self.city.post(f"{page}/draw", terms)
        assert "登记签订" not in self.city.follow().links
        for client in (self.city, self.issuer, team):
            client.submit(client.get(page), button="确认这一版")
        sign = next(href for text, href in self.city.get(page).links.items() if "登记签订" in text)
        self.city.post(sign, {"signed_on": clock.today().isoformat(), "file": paper("盖章件.pdf")})
        signed = team.get(page)
        assert team.answer(signed.links["盖章扫描件"]).data == PDF

    def reach(self, bid: Bid, position: int) -> None:
        """A milestone is reported with its proof, reviewed and paid."""
        here, team = f"/bids/{bid.id}/milestones/{position}", self.window(self.way.member_of(bid))
        team.submit(team.get(here), {"file": paper("检测报告.pdf")}, button="上传")
        team.submit(team.get(here), {"report": "三批样品固化温度 118 ℃。"}, button="提交报告")
        review = {"way": "on_site", "reviewers": "孙测试（检测中心）", "final_user": "李测试（生产部）"}
        self.city.post(f"{here}/review", {**review, "verdict": "passed", "finding": "逐项合格。"})
        self.city.post(f"{here}/payment", {"voucher": f"2027-{position}"})

    def field_test(self, bid: Bid, **fields: Value) -> None:
        """The team's work is measured where it is used."""
        given: dict[str, Value] = {
            "tested_on": clock.today().isoformat(),
            "place": "二号产线",
            "final_users": "涂布车间甲班",
            "third_party": "测试检测中心",
            "course": "连续运行七十二小时。",
            "findings-0-measured": "118",
            "findings-0-met": "yes",
        }
        page = f"/bids/{bid.id}/field-test"
        self.city.post(page, {**given, **fields})
        self.city.post(f"{page}/reports", {"file": paper("测评报告.pdf")}, form=page)
