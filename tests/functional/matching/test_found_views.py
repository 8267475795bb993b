"""A firm pastes its problem, sees what there is, and finds its words again in the form of a need."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.accounts.models import Throttle
from matchmaker.catalog.models import Need
from matchmaker.config import Settings
from matchmaker.matching.found_views import PER_ADDRESS
from matchmaker.web.kept_text import LONGEST
from tests.factories.accounts import make_member, make_officer
from tests.factories.catalog import make_achievement
from tests.factories.organizations import make_enterprise
from tests.functional.organizations.test_register import fields
from tests.support.page_client import PageClient
from tests.unit.matching.support import make_matcher

TEXT = "发酵液连续浓缩\n需求内容：板框压滤收率只有91%，每天换布停机三小时。\n现有基础：两条产线"


@pytest.fixture
def title(session: Session, sessions: sessionmaker[Session], settings: Settings) -> str:
    """Of an achievement that helps."""
    made = make_achievement(session, title="发酵液连续浓缩工艺")
    make_achievement(session, title="不公开的发酵液连续浓缩", disclosure="officers_only")
    make_matcher(sessions, settings.index_dir).all()
    return made.title


def test_from_the_landing_page_to_a_draft_with_the_same_words(client: PageClient, session: Session, title: str) -> None:
    found = client.submit(client.get("/"), {"text": TEXT}, status=200, button="查找成果", action="/find")
    assert title in found.text
    assert "不公开的发酵液" not in found.text
    assert "注册并写成需求" in found.text
    client.post("/organizations/register", fields())
    form = client.follow()
    assert "已带入您先前写的文字" in form.text
    values = dict(form.form("保存草稿").values)
    assert values["title"] == "发酵液连续浓缩"
    assert values["problem"] == "板框压滤收率只有91%，每天换布停机三小时。"
    assert values["existing_conditions"] == "两条产线"
    client.submit(form, button="保存草稿")
    assert session.scalars(select(Need)).one().title == "发酵液连续浓缩"
    assert "已带入" not in client.get("/needs/new").text


def test_who_has_an_account_goes_straight_on(client: PageClient, session: Session, title: str) -> None:
    client.sign_in(make_member(session, make_enterprise(session)))
    client.post("/find", {"text": TEXT}, status=200)
    again = client.get("/find", max_statements=8)
    assert dict(again.form("查找成果").values)["text"].split() == TEXT.split()
    page = client.post("/find", {"text": TEXT}, status=200)
    assert title in page.text
    assert page.links["写成需求"] == "/needs/new"
    client.sign_in(make_officer(session, "340300"))
    assert "写成需求" in client.post("/find", {"text": TEXT}, status=200).text


@pytest.mark.parametrize("text", ["", " \n", "长" * (LONGEST + 1), "收率\x00低"])
def test_what_cannot_be_searched_is_told_at_the_field(client: PageClient, text: str) -> None:
    page = client.post("/find", {"text": text}, status=422)
    assert "有 1 处需要修改" in page.text


@pytest.mark.usefixtures("title")
def test_a_machine_that_asks_without_end_is_slowed_down(client: PageClient, session: Session) -> None:
    for _each in range(PER_ADDRESS):
        client.forge("/find", {"text": "？"}, status=200)
    client.forge("/find", {"text": "？"}, status=429)
    assert session.scalars(select(Throttle)).all()


@pytest.mark.usefixtures("title")
def test_nothing_of_the_text_is_stored(client: PageClient, session: Session) -> None:
    client.post("/find", {"text": TEXT}, status=200)
    assert session.scalars(select(Need)).all() == []
