"""The public board: what is listed, in which order, and how it is narrowed down."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Need
from matchmaker.challenges.models import Challenge, Mode, Profile
from matchmaker.config import Settings
from matchmaker.core import clock
from matchmaker.core.unit_of_work import transact
from tests.support.page_client import PageClient
from tests.unit.challenges.stage import Way, make_way


def named(way: Way, title: str) -> Way:
    """The challenge's need gets ``title`` before it is promoted."""
    transact(way.session, lambda inner: inner.execute(update(Need).where(Need.id == way.need.id).values(title=title)))
    way.need = way.session.get_one(Need, way.need.id, populate_existing=True)
    return way


def titles(visitor: PageClient, address: str = "/challenges") -> list[str]:
    page = visitor.get(address)
    return [label for label, href in page.links.items() if label in {"薄膜", "封装", "降解", "草稿"} and href]


def test_posted_challenges_are_listed_the_first_to_close_first(
    visitor: PageClient, session: Session, settings: Settings
) -> None:
    assert "还没有张榜的榜题" in visitor.get("/challenges").text
    film, packaging, soil, draft = (
        named(make_way(session, settings.data_dir), title) for title in ("薄膜", "封装", "降解", "草稿")
    )
    draft.drafted()
    film.receiving(mode=Mode.RACE, places=3)
    packaging.receiving(profile=Profile.ENTERPRISE)
    packaging.close_at(clock.now() + timedelta(days=2, hours=3, minutes=30))
    soil.receiving()
    soil.close()
    assert titles(visitor) == ["封装", "薄膜", "降解"]
    page = visitor.get("/challenges")
    assert "距截止还有 2 天 3 小时" in page.text
    assert "赛马，3 支团队" in page.text
    assert titles(visitor, "/challenges?stage=open&mode=race") == ["薄膜"]
    assert titles(visitor, "/challenges?stage=judging") == ["降解"]
    assert titles(visitor, "/challenges?profile=enterprise&reward=100_500") == ["封装"]
    assert titles(visitor, "/challenges?region=340304&q=封装") == ["封装"]
    assert titles(visitor, "/challenges?region=999999&stage=nonsense") == ["封装", "薄膜", "降解"]
    assert "没有符合全部筛选条件的榜题" in visitor.get("/challenges?stage=soon").text
    assert "没有找到“火箭”" in visitor.get("/challenges?q=火箭").text
    printed = visitor.get("/challenges?print=1&stage=open")
    assert "状态 正在揭榜" in printed.text
    assert "共 2 题" in printed.text


@pytest.mark.one_database
def test_words_are_found_whatever_their_width_and_case(visitor: PageClient, way: Way) -> None:
    named(way, "薄膜").receiving()
    values = {"problem": "需要 PVDF 薄膜。"}
    transact(way.session, lambda inner: inner.execute(update(Challenge).values(**values)))
    assert titles(visitor, "/challenges?q=ｐｖｄｆ　薄膜") == ["薄膜"]


def test_the_front_page_shows_what_can_be_bid_for(app: Flask, visitor: PageClient, way: Way) -> None:
    assert "正在揭榜" not in visitor.get("/").text
    named(way, "薄膜").receiving()
    assert visitor.get("/", max_statements=8).links["薄膜"] == f"/challenges/{way.challenge_id}"
    assert "揭榜挂帅" in PageClient(app).sign_in(way.member).get("/").text
