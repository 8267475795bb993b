"""Everybody's window on one challenge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.challenges.services.open_bids import record_opening
from matchmaker.config import Settings
from matchmaker.core.jobs import enqueue
from matchmaker.core.unit_of_work import transact
from tests.browser.windows import Days, Keys, Windows
from tests.factories.base import MAKER
from tests.support.album import Album
from tests.support.browser import OpenBrowser
from tests.unit.challenges.stage import Way, make_way

TEAMS = ("江畔示例理工学院", "江畔示例材料研究所", "江畔示例涂布工程中心", "江畔示例师范学院")


@dataclass(kw_only=True)
class ChallengeWindows(Windows):
    """One challenge's people."""

    way: Way
    work: Callable[[], int]

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
) -> Iterator[ChallengeWindows]:
    with ExitStack() as stack:
        days = Days()
        days.keep(app, stack)
        way = named(make_way(session, settings.data_dir))
        yield ChallengeWindows(browse=browse, album=album, days=days, folder=tmp_path, way=way, work=work)
