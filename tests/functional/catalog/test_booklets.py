"""路演项目册 of what is listed or ticked, and of nothing that may not be handed out."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import AchievementState, Disclosure
from matchmaker.core.audit import AuditEntry
from tests.factories.accounts import make_member, make_officer
from tests.factories.catalog import make_achievement
from tests.factories.listed import list_achievement
from tests.factories.organizations import make_university
from tests.support.downloads import document_of, file_name, headings, words_in
from tests.support.page_client import PageClient


def test_everybody_takes_the_public_list_as_filtered(session: Session, client: PageClient) -> None:
    list_achievement(session, title="玻璃强化", disclosure=Disclosure.PUBLIC)
    list_achievement(session, title="发酵浓缩", disclosure=Disclosure.PUBLIC)
    answer = client.answer(client.get("/achievements", q="玻璃").links["路演项目册"])
    assert headings(document_of(answer), 1) == ["1. 玻璃强化"]
    assert file_name(answer).startswith("路演项目册_")
    assert "没有可以列入" in client.get("/achievements/booklet", 422, q="不存在的词").text


def test_an_officer_takes_what_is_ticked_and_may_be_handed_out(session: Session, client: PageClient) -> None:
    shown = make_achievement(session, title="可以公开", disclosure=Disclosure.PUBLIC)
    hidden = make_achievement(session, title="暗语名称", disclosure=Disclosure.OFFICERS_ONLY)
    make_achievement(session, title="没有勾选", disclosure=Disclosure.PUBLIC)
    client.sign_in(make_officer(session))
    form = client.get("/review", tab="published_achievements").form("路演项目册")
    query = {"tab": form.value("tab"), "ticked": [shown.id, hidden.id]}
    read = document_of(client.answer("/review/booklet", **query))
    assert headings(read, 1) == ["1. 可以公开"]
    assert "另有 1 项不对外公开" in words_in(read)
    assert "暗语" not in words_in(read)
    session.rollback()
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "list.exported")).one()
    assert (entry.subject_kind, entry.detail["ids"]) == ("roadshow-booklet", [shown.id])
    assert client.get("/review/booklet", 404, tab="needs").code == "not_found"


def test_a_university_tells_its_own_in_whole_and_no_other_s(session: Session, client: PageClient) -> None:
    university = make_university(session)
    mine = make_achievement(
        session, AchievementState.DRAFT, organization=university, title="自己的草稿", disclosure=Disclosure.MASKED
    )
    other = make_achievement(session)
    client.sign_in(make_member(session, university))
    form = client.get("/my/achievements").form("路演项目册（Word）")
    fields = {"csrf_token": form.value("csrf_token"), "ticked": [mine.id, other.id]}
    read = document_of(client.raw.post("/my/booklet", data=fields))
    assert headings(read, 1) == ["1. 自己的草稿"]
    assert mine.problem_solved in words_in(read)


def test_more_than_a_booklet_holds_is_refused(session: Session, client: PageClient) -> None:
    university = make_university(session)
    for _each in range(101):
        make_achievement(session, AchievementState.DRAFT, organization=university, indicators=[], ip_rights=[])
    client.sign_in(make_member(session, university))
    assert "最多 100 项" in client.get("/my/booklet", 422).text
