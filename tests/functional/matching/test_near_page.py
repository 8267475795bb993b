"""A need without a strong suggestion is told what comes near and how to write it better."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.catalog.models import Achievement, Need, NeedState
from matchmaker.config import Settings
from matchmaker.matching.models import Level
from matchmaker.organizations.models import Organization
from tests.factories.accounts import make_member, make_officer, make_scout
from tests.factories.catalog import make_need
from tests.factories.listed import list_achievement
from tests.factories.matching import make_suggestion
from tests.support.page_client import PageClient
from tests.unit.matching.support import make_matcher

PLAIN: dict[str, Any] = {"one_liner": "", "summary": "", "problem_solved": "", "advantage": "", "keywords": []}
OTHERS = ("滚动轴承早期故障诊断", "小麦赤霉病快速检测试纸", "煤矸石烧结陶粒", "钙钛矿组件封装", "黑曲霉菌种选育")
SUGAR = {**PLAIN, "title": "糖液多效蒸发浓缩节汽", "summary": "多效蒸发用于糖厂糖液浓缩，节省蒸汽。", "trl": 5}


@pytest.fixture
def need(session: Session, sessions: sessionmaker[Session], settings: Settings) -> Need:
    """A need that one achievement comes near."""
    for title in OTHERS:
        list_achievement(session, **PLAIN, title=title, indicators=[])
    list_achievement(session, **SUGAR, indicators=[])
    list_achievement(session, **{**SUGAR, "title": "隐藏的糖液浓缩", "disclosure": "officers_only"}, indicators=[])
    asked: dict[str, Any] = {"title": "发酵液高效浓缩与滤渣减量", "need_type": "introduce_achievement"}
    row = make_need(session, **asked, tried_before="", budget=50_000_000)
    make_matcher(sessions, settings.index_dir).all()
    return row


def _page(need: Need) -> str:
    return f"/needs/{need.id}/suggestions"


def test_the_enterprise_reads_what_comes_near_and_what_is_missing(
    client: PageClient, session: Session, need: Need
) -> None:
    client.sign_in(make_member(session, session.get_one(Organization, need.organization_id)))
    client.get(_page(need))  # opens the index, once in each process
    text = client.get(_page(need), max_statements=12).text
    assert "差一点的成果" in text
    assert "糖液多效蒸发浓缩节汽" in text
    assert "差 2 级；可先找中试平台" in text
    assert "高出 30.00 万元" in text
    assert "这些词在库里没有成果用到" in text
    assert "写上已经试过什么" in text
    assert "隐藏的糖液浓缩" not in text


def test_an_officer_reads_more_of_the_same_page(client: PageClient, session: Session, need: Need) -> None:
    assert "隐藏的糖液浓缩" in client.sign_in(make_officer(session)).get(_page(need)).text


def test_the_scout_who_entered_it_reads_it_too(client: PageClient, session: Session, need: Need) -> None:
    scout = make_scout(session)
    row = session.get_one(Need, need.id)
    row.entered_by = scout.id
    session.commit()
    text = client.sign_in(scout).get(_page(need)).text
    assert "差一点的成果" in text
    assert "隐藏的糖液浓缩" not in text


def test_beside_a_strong_suggestion_nothing_is_said(client: PageClient, session: Session) -> None:
    row = make_suggestion(session, level=Level.STRONG, score=0.5)
    client.sign_in(make_officer(session))
    assert "差一点的成果" not in client.get(f"/needs/{row.need_id}/suggestions", max_statements=8).text


def test_a_need_that_is_not_published_is_not_compared(client: PageClient, session: Session) -> None:
    draft = make_need(session, NeedState.SUBMITTED)
    assert "差一点的成果" not in client.sign_in(make_officer(session)).get(_page(draft)).text


def test_nothing_near_is_said_in_words(client: PageClient, session: Session) -> None:
    lonely = make_need(session)
    assert session.query(Achievement).count() == 0
    session.rollback()
    assert "还没有接近的成果" in client.sign_in(make_officer(session)).get(_page(lonely)).text
