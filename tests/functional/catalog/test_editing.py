"""Entering a listing as its owner does: saved at any time, submitted when complete, never lost."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, AchievementState, Need, NeedState
from matchmaker.organizations.models import OrganizationState
from tests.factories.accounts import make_member, make_officer
from tests.factories.catalog import make_achievement, make_need
from tests.factories.organizations import make_enterprise, make_university
from tests.functional.catalog.filled import ACHIEVEMENT, NEED
from tests.support.page_client import PageClient


def test_a_need_is_posted_in_one_go(client: PageClient, session: Session) -> None:
    firm = make_enterprise(session, state=OrganizationState.UNVERIFIED)
    client.sign_in(make_member(session, firm))
    client.post("/needs/new", NEED, button="完成并提交")
    page = client.follow()
    need = session.scalars(select(Need)).one()
    assert need.state == "submitted"
    assert need.organization_id == firm.id
    assert "已提交" in page.messages
    assert page.path == f"/my/needs/{need.id}"


def test_a_draft_needs_the_name_only_and_can_be_finished_later(client: PageClient, session: Session) -> None:
    client.sign_in(make_member(session, make_enterprise(session)))
    client.post("/needs/new", {"title": "高黏发酵液连续浓缩"}, button="保存草稿")
    page = client.follow()
    need = session.scalars(select(Need)).one()
    assert (need.state, page.path) == ("draft", f"/needs/{need.id}/edit")
    client.submit(page, NEED, button="完成并提交")
    session.expire_all()
    assert need.state == "submitted"


def test_an_incomplete_submission_names_each_field_and_loses_nothing(client: PageClient, session: Session) -> None:
    client.sign_in(make_member(session, make_enterprise(session)))
    typed = {"title": "浓缩", "problem": "太短", "tried_before": "试过离心", "budget": "12.5"}
    page = client.post("/needs/new", typed, 422, button="完成并提交")
    form = page.form("完成并提交")
    assert {name: form.value(name) for name in typed} == typed
    for words in ("50 字以上", "至少填一行指标", "期望完成时限", "预算档"):
        assert words in page.error_summary
    assert session.scalar(select(func.count()).select_from(Need)) == 0


def test_wrong_numbers_stay_in_the_form_with_a_message(client: PageClient, session: Session) -> None:
    client.sign_in(make_member(session, make_enterprise(session)))
    typed = {"title": "浓缩", "budget": "-5", "deadline_months": "很久", "indicators-0-target": "96"}
    page = client.post("/needs/new", typed, 422, button="保存草稿")
    assert {name: page.form("保存草稿").value(name) for name in typed} == typed
    assert "不能为负数" in page.error_summary
    assert "请填写指标名称" in page.error_summary


def test_rows_are_added_and_removed_without_scripts_and_nothing_is_saved(client: PageClient, session: Session) -> None:
    client.sign_in(make_member(session, make_enterprise(session)))
    page = client.submit(client.get("/needs/new"), NEED, 200, button="添加一行")
    assert page.form("完成并提交").value("indicators-2-name") == ""
    page = client.submit(page, {"indicators-2-name": "含水"}, 200, button="删除 指标 1")
    assert page.form("完成并提交").value("indicators-1-name") == "含水"
    assert "indicators-2-name" not in page.form("完成并提交").names
    assert page.form("完成并提交").value("title") == NEED["title"]
    assert session.scalars(select(Need)).all() == []


def test_a_verified_university_is_public_at_once(client: PageClient, session: Session) -> None:
    client.sign_in(make_member(session, make_university(session)))
    page = client.get("/achievements/new", max_statements=8)
    client.submit(page, ACHIEVEMENT, button="完成并提交")
    assert "已发布" in client.follow().messages
    assert session.scalars(select(Achievement.state)).all() == ["published"]


def test_what_may_not_be_public_is_not_even_kept(client: PageClient, session: Session) -> None:
    client.sign_in(make_member(session, make_university(session)))
    page = client.post("/achievements/new", {**ACHIEVEMENT, "secrecy_cleared": "no"}, 422, button="保存草稿")
    assert "不能在本平台登记" in page.error_summary
    assert session.scalars(select(Achievement)).all() == []


def test_an_achievement_keeps_all_it_was_told(client: PageClient, session: Session) -> None:
    client.sign_in(make_member(session, make_university(session)))
    typed = {
        **ACHIEVEMENT,
        "keywords": "陶瓷膜、浓缩，发酵液",
        "price_min": "80",
        "price_max": "120.5",
        "registration_number": "3402026y0001",
        "secrecy_cleared_on": "2026-03-05",
        "transfer_modes": ["license_ordinary", "equity"],
    }
    client.post("/achievements/new", typed, button="保存草稿")
    row = session.scalars(select(Achievement)).one()
    assert row.keywords == ["陶瓷膜", "浓缩", "发酵液"]
    assert (row.price_min, row.price_max) == (80_000_000, 120_500_000)
    assert (row.registration_number, str(row.secrecy_cleared_on)) == ("3402026Y0001", "2026-03-05")
    assert row.transfer_modes == ["license_ordinary", "equity"]
    form = client.get(f"/achievements/{row.id}/edit", max_statements=8).form("完成并提交")
    assert (form.value("keywords"), form.value("price_max")) == ("陶瓷膜、浓缩、发酵液", "120.5")
    assert form.value("secrecy_cleared") == "yes"


def test_a_stale_save_shows_both_texts(session: Session, visit_as: Callable[..., PageClient]) -> None:
    firm = make_enterprise(session)
    need = make_need(session, NeedState.DRAFT, organization=firm)
    mine, other = visit_as(make_member(session, firm)), visit_as(make_member(session, firm, name="同事甲"))
    page = mine.get(f"/needs/{need.id}/edit")
    other.post(f"/needs/{need.id}/edit", {"title": "同事改的名称"}, button="保存草稿")
    refused = mine.submit(page, {"title": "我改的名称"}, 409, button="保存草稿")
    assert "我改的名称" in refused.text
    assert "同事改的名称" in refused.text
    assert "同事甲" in refused.text
    session.expire_all()
    assert need.title == "同事改的名称"


def test_the_same_form_sent_twice_makes_one_record(client: PageClient, session: Session) -> None:
    client.sign_in(make_member(session, make_enterprise(session)))
    page = client.get("/needs/new")
    for _again in range(2):
        client.submit(page, NEED, button="完成并提交")
    assert session.scalar(select(func.count()).select_from(Need)) == 1


def test_a_submitted_record_is_shown_instead_of_its_form(client: PageClient, session: Session) -> None:
    firm = make_enterprise(session)
    need = make_need(session, NeedState.SUBMITTED, organization=firm)
    client.sign_in(make_member(session, firm))
    client.get(f"/needs/{need.id}/edit", 303)
    assert "先改回草稿" in client.follow().messages


def test_strangers_find_nothing_and_other_roles_are_refused(
    session: Session, visit_as: Callable[..., PageClient]
) -> None:
    need = make_need(session, NeedState.DRAFT)
    visit_as(make_member(session, make_enterprise(session))).get(f"/needs/{need.id}/edit", 404)
    visit_as(make_officer(session, "340400")).get(f"/needs/{need.id}/edit", 404)
    visit_as(make_member(session, make_university(session))).get(f"/needs/{need.id}/edit", 403)


def test_a_draft_saves_itself_and_hands_out_a_new_key(client: PageClient, session: Session) -> None:
    firm = make_enterprise(session)
    need = make_need(session, NeedState.DRAFT, organization=firm)
    client.sign_in(make_member(session, firm))
    form = client.get(f"/needs/{need.id}/edit").form("保存草稿")
    data = {**dict(form.values), "title": "自动保存的名称"}
    answer = client.raw.post(f"/needs/{need.id}/autosave", data=data)
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["idempotency_key"] != form.value("idempotency_key")
    session.expire_all()
    assert (need.title, need.version) == ("自动保存的名称", answer.json["version"])
    assert client.raw.post(f"/needs/{need.id}/autosave", data=data).status_code == 409


def test_the_panel_answers_while_one_types(client: PageClient, session: Session) -> None:
    client.sign_in(make_member(session, make_enterprise(session)))
    fields = dict(client.get("/needs/new").form("完成并提交").values) | NEED
    answer = client.raw.post("/needs/quality", data=fields)
    assert answer.status_code == 200
    assert 'id="quality"' in answer.text
    assert "55" in answer.text
    assert session.scalars(select(Need)).all() == []


def test_the_page_of_a_returned_record_says_why(client: PageClient, session: Session) -> None:
    unit = make_university(session)
    row = make_achievement(session, AchievementState.RETURNED, organization=unit, state_reason="请补充测试条件")
    client.sign_in(make_member(session, unit))
    assert "请补充测试条件" in client.get(f"/achievements/{row.id}/edit").text
