"""While a need is written, the panel beside it shows what it would find."""

from __future__ import annotations

from sqlalchemy.orm import Session, sessionmaker

from matchmaker.config import Settings
from tests.factories.accounts import make_member
from tests.factories.catalog import make_achievement, make_need
from tests.factories.organizations import make_enterprise
from tests.functional.catalog.filled import NEED
from tests.support.page_client import PageClient
from tests.unit.matching.support import make_matcher

MOST = 8


def test_the_quality_answer_finds_public_achievements_in_few_statements(
    client: PageClient, session: Session, sessions: sessionmaker[Session], settings: Settings
) -> None:
    shown = make_achievement(session, title="发酵液连续浓缩工艺")
    make_achievement(session, title="不公开的发酵液连续浓缩", disclosure="officers_only")
    make_need(session, title=NEED["title"])  # so that the search for duplicates has something to say
    make_matcher(sessions, settings.index_dir).all()
    client.sign_in(make_member(session, make_enterprise(session)))
    fields = dict(client.get("/needs/new").form("保存草稿").values)
    client.raw.post("/needs/quality", data={**fields, **NEED})  # opens the indexes, once in each process
    with client._engine_counter() as counted:
        text = client.raw.post("/needs/quality", data={**fields, **NEED}).text
    assert counted.count <= MOST, str(counted)
    assert shown.title in text
    assert "与已有记录相似" in text
    assert "不公开的发酵液连续浓缩" not in text
