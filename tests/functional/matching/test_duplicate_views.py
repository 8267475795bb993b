"""疑似重复: who sees which pairs, what of them, and what a word on them does."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.catalog.models import Achievement
from matchmaker.core import clock
from matchmaker.core.audit import AuditEntry
from matchmaker.core.outbox import OutboxMessage
from matchmaker.matching.models import DuplicatePair, DuplicateState
from tests.factories.accounts import make_officer
from tests.factories.catalog import make_achievement, make_need
from tests.factories.matching import make_duplicate
from tests.factories.organizations import make_university
from tests.support.page_client import PageClient

D = DuplicateState
ELSEWHERE = "340404"
TITLE = "超薄柔性玻璃化学强化工艺"


@pytest.fixture
def officer(session: Session) -> User:
    """Decides for the city."""
    return make_officer(session)


def state_of(session: Session, row: DuplicatePair) -> str:
    session.refresh(row)
    session.rollback()
    return row.state


def abroad(session: Session, **values: Any) -> Achievement:
    """An achievement of another city."""
    unit = make_university(session, region_code=ELSEWHERE)
    return make_achievement(session, organization=unit, region_code=ELSEWHERE, **values)


def pair_with(session: Session, lower: Achievement) -> DuplicatePair:
    """``lower`` and an achievement of the city, registered later."""
    return make_duplicate(session, lower=lower, higher=make_achievement(session, title=TITLE))


def test_groups_are_listed_by_kind_with_how_alike_each_pair_is(
    client: PageClient, session: Session, officer: User
) -> None:
    first, second, third = (make_achievement(session, title=f"{TITLE}{suffix}") for suffix in ("", "研究", "应用"))
    make_duplicate(session, lower=first, higher=second, likeness=0.951)
    make_duplicate(session, lower=second, higher=third, group_key=first.id, likeness=0.71)
    need = make_need(session, title="轴承套圈磨削烧伤在线检测")
    make_duplicate(session, lower=need, higher=make_need(session, title="轴承套圈磨削烧伤检测"))
    page = client.sign_in(officer).get("/duplicates", max_statements=8)
    assert "3 条记录相互关联" in page.text
    assert "95%" in page.text
    assert "71%" in page.text
    assert "磨削烧伤" not in page.text
    assert "磨削烧伤" in client.get("/duplicates?kind=need").text


def test_an_empty_list_says_what_to_do_next(client: PageClient, officer: User) -> None:
    page = client.sign_in(officer).get("/duplicates")
    assert "没有待核对的重复记录" in page.text
    assert page.links["去审核"] == "/review"
    for state in ("confirmed", "dismissed"):
        assert client.get(f"/duplicates?state={state}").links["看待核对的"].startswith("/duplicates")


def test_the_pair_page_marks_the_words_that_differ_and_says_so_aloud(
    client: PageClient, session: Session, officer: User
) -> None:
    row = pair_with(session, make_achievement(session, title="超薄柔性玻璃化学强化技术"))
    page = client.sign_in(officer).get(f"/duplicates/{row.id}", max_statements=8)
    marks = ["".join(each.itertext()) for each in page.all("mark")]
    assert marks == ["不同：技术", "不同：工艺"]
    assert "92%" in page.text


def test_not_the_same_leads_to_the_next_pair_and_is_audited(
    client: PageClient, session: Session, officer: User
) -> None:
    row, following = make_duplicate(session), make_duplicate(session, likeness=0.8)
    why = {"reason": "一个是三十微米，一个是七十微米"}
    answer = client.sign_in(officer).post(f"/duplicates/{row.id}", why, button="不是重复")
    assert answer.location == f"/duplicates/{following.id}"
    assert state_of(session, row) == D.DISMISSED
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "duplicate_pair.dismiss")).one()
    assert entry.detail["records"] == [row.lower_id, row.higher_id]
    assert officer.name in client.get("/duplicates?state=dismissed").text


def test_the_last_pair_leads_back_to_the_list(client: PageClient, session: Session, officer: User) -> None:
    row = make_duplicate(session)
    client.sign_in(officer).post(f"/duplicates/{row.id}", {}, button="不是重复")
    assert "没有待核对的重复记录" in client.follow().text


def test_the_same_leads_to_where_one_of_them_can_be_closed(client: PageClient, session: Session, officer: User) -> None:
    row = make_duplicate(session)
    client.sign_in(officer).post(f"/duplicates/{row.id}", {}, button="确认重复")
    page = client.follow()
    assert state_of(session, row) == D.CONFIRMED
    assert f"/review/achievements/{row.higher_id}" in page.links.values()
    assert "待关闭一条" in client.get("/duplicates?state=confirmed").text
    client.post(f"/review/achievements/{row.higher_id}", {"reason": "与先登记的一条重复"}, button="退回修改")
    assert "其中一条已不再发布" in client.get(f"/duplicates/{row.id}").text


def test_a_decision_is_taken_back_only_with_a_reason(client: PageClient, session: Session, officer: User) -> None:
    row = make_duplicate(session, D.DISMISSED)
    page = client.sign_in(officer).post(f"/duplicates/{row.id}", {}, 422, button="重新核对")
    assert "请说明理由" in page.error_summary
    client.post(f"/duplicates/{row.id}", {"reason": "看错了一栏"}, button="重新核对")
    assert state_of(session, row) == D.OPEN


def test_a_note_that_is_too_long_is_refused_at_its_field_and_kept(
    client: PageClient, session: Session, officer: User
) -> None:
    row = make_duplicate(session)
    page = client.sign_in(officer).post(f"/duplicates/{row.id}", {"reason": "长" * 501}, 422, button="不是重复")
    assert "最多 500 字" in page.error_summary
    assert page.form("不是重复").value("reason") == "长" * 501
    assert state_of(session, row) == D.OPEN


def test_the_second_of_two_officers_is_told(client: PageClient, session: Session, officer: User) -> None:
    row = make_duplicate(session)
    page = client.sign_in(officer).get(f"/duplicates/{row.id}")
    client.post(f"/duplicates/{row.id}", {}, button="不是重复")
    client.submit(page, {}, 409, button="确认重复")
    assert state_of(session, row) == D.DISMISSED


def test_what_is_no_longer_published_cannot_be_confirmed(client: PageClient, session: Session, officer: User) -> None:
    row = make_duplicate(session)
    page = client.sign_in(officer).get(f"/duplicates/{row.id}")
    client.post(f"/review/achievements/{row.lower_id}", {"reason": "涉密"}, button="紧急下架")
    client.submit(page, {}, 409, button="确认重复")
    assert state_of(session, row) == D.OPEN
    assert "没有待核对的重复记录" in client.get("/duplicates").text


def test_pairs_of_another_city_look_missing(client: PageClient, session: Session) -> None:
    row = make_duplicate(session)
    client.sign_in(make_officer(session, "340400")).get(f"/duplicates/{row.id}", 404)
    assert "没有待核对的重复记录" in client.get("/duplicates").text


def test_one_record_of_the_own_region_suffices(client: PageClient, session: Session) -> None:
    row = pair_with(session, abroad(session, title=f"{TITLE}研究"))
    for region in ("340300", "340400"):
        client.sign_in(make_officer(session, region)).get(f"/duplicates/{row.id}")
        assert "超薄柔性玻璃" in client.get("/duplicates").text


def test_a_record_of_another_city_that_only_its_officers_may_know_hides_the_pair(
    client: PageClient, session: Session, officer: User
) -> None:
    row = pair_with(session, abroad(session, title="秘而不宣的强化工艺", disclosure="officers_only"))
    client.sign_in(officer).get(f"/duplicates/{row.id}", 404)
    assert "没有待核对的重复记录" in client.get("/duplicates").text
    assert "疑似重复的记录" not in client.get("/workbench").text.partition("已经办完")[0]


def test_of_a_masked_record_of_another_city_only_the_masked_text_is_shown(
    client: PageClient, session: Session, officer: User
) -> None:
    values = {"disclosure": "masked", "masked_text": "一种薄玻璃强化工艺。", "masked_approved_at": clock.now()}
    masked = abroad(session, title="真实名称", summary="只有本单位知道的参数。", **values)
    row = pair_with(session, masked)
    client.sign_in(officer)
    for path in (f"/duplicates/{row.id}", "/duplicates"):
        text = client.get(path).text
        assert "一种薄玻璃强化工艺" in text.replace("不同：", "")
        assert "真实名称" not in text
        assert masked.summary not in text
        assert masked.organization.name not in text
    assert "真实名称" not in client.get("/workbench").text


def test_officers_of_the_other_city_are_told_what_was_confirmed(
    client: PageClient, session: Session, officer: User
) -> None:
    colleague = make_officer(session, "340400")
    row = pair_with(session, abroad(session, title=f"{TITLE}研究"))
    client.sign_in(officer).post(f"/duplicates/{row.id}", {}, button="确认重复")
    assert "由当地对接联络员处理" in client.follow().text
    told = [each.payload for each in session.scalars(select(OutboxMessage)) if each.payload.get("href")]
    assert {(each["user_id"], each["href"]) for each in told} == {(colleague.id, f"/duplicates/{row.id}")}


def test_the_workbench_counts_what_waits_and_leads_there(client: PageClient, session: Session, officer: User) -> None:
    row = make_duplicate(session)
    page = client.sign_in(officer).get("/workbench")
    assert "疑似重复的记录" in page.text
    assert "相似度 92%" in page.text
    assert f"/duplicates/{row.id}" in page.links.values()
