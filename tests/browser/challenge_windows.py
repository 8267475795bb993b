"""Everybody's window on one challenge, used by keys, while the days go by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Locator
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.challenges.services.open_bids import record_opening
from matchmaker.config import Settings
from matchmaker.core import clock
from matchmaker.core.jobs import enqueue
from matchmaker.core.unit_of_work import transact
from tests.browser.walker import Walker
from tests.factories.base import MAKER
from tests.support.album import Album
from tests.support.browser import DESK, OpenBrowser
from tests.unit.challenges.stage import Way, make_way

# Every kind of element on the page: its tag and its classes.
KINDS = "main => [...new Set(Array.from(main.querySelectorAll('*'), each => each.tagName + '.' + each.className))]"
NUMBER = re.compile(r"\d+")
TEAMS = ("江畔示例理工学院", "江畔示例材料研究所", "江畔示例涂布工程中心", "江畔示例师范学院")


@dataclass
class Days:
    """A clock that a test sets on, for itself and for the site it visits."""

    ahead: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def keep(self, app: Flask, stack: ExitStack) -> None:
        """Let ``app`` and the present test read this clock until ``stack`` is closed."""
        stack.enter_context(clock.use_clock(self))
        inner = app.wsgi_app

        def timed(environ: Any, start_response: Any) -> Iterable[bytes]:
            with clock.use_clock(self):
                return inner(environ, start_response)

        vars(app)["wsgi_app"] = timed


@dataclass
class Keys(Walker):
    """A walker without a mouse: what is used gets the focus and the Enter key.

    ``seen`` are the kinds of elements that were checked on each page at each width, whoever came
    there: to check the same again finds nothing new and took half of a journey's time. Who only does
    what somebody else has done before does not check (``checking``).
    """

    seen: dict[tuple[int, str], set[str]] = field(default_factory=dict)
    checking: bool = True

    def look(self, guide: str = "") -> None:
        """Check the page unless nothing new stands on it; ``guide`` names its picture there."""
        if not self.checking:
            return
        self.page.wait_for_load_state()
        width = (self.page.viewport_size or {"width": 0})["width"]
        known = self.seen.setdefault((width, NUMBER.sub("1", urlsplit(self.page.url).path)), set())
        kinds = set(self.main.evaluate(KINDS))
        if kinds <= known:
            self.album.add(self.page, guide)
        else:
            super().look(guide)
            known |= kinds

    def follows_to(self, ending: str) -> None:
        """Follow the first link to an address with this ending."""
        self._leaving(self.main.locator(f"a[href$='{ending}']").filter(visible=True).first)
        self.look()

    def _leaving(self, target: Locator) -> None:
        asks = target.get_attribute("data-confirm") is not None
        with self.page.expect_navigation():
            target.press("Enter")
            if asks:
                self.page.locator("dialog button").last.press("Enter")

    def fills(self, fields: Mapping[str, str | int | Path]) -> None:
        """Type, choose, tick with the space bar or attach, by the names of the fields."""
        for name, value in fields.items():
            found = self.main.locator(f"[name='{name}']")
            if isinstance(value, Path):
                found.set_input_files(value)
            elif found.first.get_attribute("type") == "radio":
                found.and_(self.page.locator(f"[value='{value}']")).press("Space")
            elif found.evaluate("field => field.tagName") == "SELECT":
                found.select_option(str(value))
            else:
                found.fill(str(value))

    def sends(self, fields: Mapping[str, str | int | Path], button: str, guide: str = "") -> None:
        """Fill the form in, have a picture taken for the guide, press, and look at what comes."""
        self.fills(fields)
        if guide:
            self.look(guide)
        self.presses(button)
        self.look()


@dataclass
class Windows:
    """One challenge's people; a window lasts as long as the days it was opened in."""

    browse: OpenBrowser
    album: Album
    way: Way
    days: Days
    work: Callable[[], int]
    folder: Path
    open: dict[tuple[int, int], Keys] = field(default_factory=dict)
    seen: dict[tuple[int, str], set[str]] = field(default_factory=dict)

    def later(self, days: int) -> None:
        """The days go by; everybody signs in again."""
        self.days.ahead += timedelta(days=days)
        for each in self.open.values():
            each.page.close()
        self.open = {}

    def of(self, who: User | None, width: int = DESK, *, checking: bool = True) -> Keys:
        """The window of ``who`` (None: of a passer-by)."""
        key = (who.id if who else 0, width)
        if key not in self.open:
            visit = self.browse(width=width, user_id=who.id) if who else self.browse(width=width)
            self.open[key] = Keys(visit, self.album, self.seen, checking)
        return self.open[key]

    @property
    def county(self) -> Keys:
        return self.of(self.way.county)

    @property
    def city(self) -> Keys:
        return self.of(self.way.officer)

    @property
    def issuer(self) -> Keys:
        return self.of(self.way.member)

    def team(self, number: int) -> Keys:
        return self.of(self.way.members[number])

    def at(self, part: str) -> str:
        return f"/challenges/{self.way.challenge_id}/{part}"

    def paper(self, name: str) -> Path:
        """A file of this name to be attached."""
        path = self.folder / name
        path.write_bytes(b"%PDF-1.7\n%%EOF\n")
        return path

    def steps(self, who: Keys, label: str, reason: str = "") -> None:
        """A plain step from the working page: what it means, and the button."""
        who.opens(self.at("case"))
        who.follows(label)
        who.sends({"reason": reason} if reason else {}, label)

    def tick(self) -> None:
        """The clock's job comes round once."""
        self.way.session.rollback()
        transact(self.way.session, lambda inner: enqueue(inner, "challenges.clock"))
        self.work()

    def command_opens(self, *holders: int) -> None:
        """What the operator does on the host."""
        given: dict[str, Any] = {"officers": frozenset(self.way.words(*holders)), "actor": MAKER}
        self.way.do(record_opening, self.way.challenge_id, self.way.read(*holders), **given)


def named(way: Way) -> Way:
    """People and texts fit to be shown in the guide."""
    way.need.title, way.issuer.name = "极片粘结剂低温固化", "江畔示例电池材料有限公司"
    way.need.background = "两条涂布线，年产能 8 亿平方米；已试过两种进口粘结剂，粘结力不够。"
    way.need.problem = "现有粘结剂须在 150 ℃ 固化，能耗大，隔膜边缘收缩，良率只有 93%。"
    for unit, name in zip(way.teams, TEAMS, strict=True):
        unit.name = name
    for person, name in zip(way.experts, ("冯", "褚", "卫", "蒋", "沈"), strict=True):
        person.name = f"{name}测试"
    for person, name in zip(way.holders, ("郑", "孙", "李", "周"), strict=True):
        person.name = f"{name}测试"
    way.members[0].name, way.members[1].name = "何测试", "吕测试"
    way.member.name, way.officer.name, way.county.name = "王测试", "吴测试", "陈测试"
    way.session.commit()
    return way


@pytest.fixture
def windows(
    app: Flask,
    session: Session,
    settings: Settings,
    browse: OpenBrowser,
    album: Album,
    work: Callable[[], int],
    tmp_path: Path,
) -> Iterator[Windows]:
    with ExitStack() as stack:
        days = Days()
        days.keep(app, stack)
        yield Windows(browse, album, named(make_way(session, settings.data_dir)), days, work, tmp_path)
