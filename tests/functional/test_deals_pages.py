"""The pages of deals as each reader meets them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.authz import Role
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.models import Deal, DealState, Side
from matchmaker.deals.services import add_log
from tests.factories.accounts import CITY, make_member, make_user
from tests.factories.catalog import make_achievement, make_need
from tests.factories.deals import make_deal
from tests.support.page_client import PageClient
from tests.unit.deals.conftest import Stage, stage

__all__ = ["stage"]


@pytest.fixture
def officer(app: Flask, stage: Stage) -> PageClient:
    return PageClient(app).sign_in(stage.officer)


@pytest.fixture
def enterprise(app: Flask, stage: Stage) -> PageClient:
    return PageClient(app).sign_in(stage.members[Side.NEED])


@pytest.fixture
def university(app: Flask, stage: Stage) -> PageClient:
    return PageClient(app).sign_in(stage.members[Side.ACHIEVEMENT])


def refreshed(stage: Stage, deal: Deal) -> Deal:
    stage.session.rollback()
    stage.session.refresh(deal)
    return deal


# ------------------------------------------------------------------ lists


def test_a_party_sees_its_own_deals_and_what_waits_for_it(stage: Stage, enterprise: PageClient) -> None:
    deal = stage.open()
    other = make_deal(stage.session)
    page = enterprise.get("/deals", max_statements=8)
    assert stage.need.title in page.text
    assert other.need.title not in page.text
    assert f"/deals/{deal.id}/reply" in page.source
    stage.reply(deal, Side.NEED)
    assert f"/deals/{deal.id}/reply" not in enterprise.get("/deals").source


def test_an_empty_list_says_what_comes_next(enterprise: PageClient, officer: PageClient) -> None:
    assert "还没有对接" in enterprise.get("/deals").text
    assert "还没有对接" in officer.get("/deals").text
    assert "没有符合条件的对接" in officer.get("/deals", state="signed").text


def test_officers_filter_by_state_region_and_lateness(stage: Stage, officer: PageClient) -> None:
    late = stage.open()
    signed = make_deal(stage.session, DealState.SIGNED)
    assert late.reply_due_at is not None
    with clock.frozen(late.reply_due_at + timedelta(hours=1)):
        officer.sign_in(stage.officer)
        page = officer.get("/deals", max_statements=8)
        assert "答复逾期" in page.text
        assert stage.need.title in officer.get("/deals", late="1").text
        assert signed.need.title not in officer.get("/deals", late="1").text
    page = officer.get("/deals", state="signed")
    assert signed.need.title in page.text
    assert stage.need.title not in page.text
    assert stage.need.title not in officer.get("/deals", region="340321").text
    assert stage.need.title in officer.get("/deals", region="340304", state="invited").text


def test_the_list_has_pages_and_few_statements(stage: Stage, officer: PageClient) -> None:
    for _number in range(27):
        make_deal(stage.session)
    page = officer.get("/deals", max_statements=8)
    assert "共 27 条，第 1 / 2 页" in page.text
    assert "第 2 / 2 页" in officer.get("/deals", page="2", max_statements=8).text


def test_the_board_has_a_column_for_each_live_state(stage: Stage, officer: PageClient) -> None:
    rows = {state: make_deal(stage.session, state) for state in DealState}
    page = officer.get("/deals", view="board", max_statements=8)
    shown = {state for state, row in rows.items() if row.need.title in page.text}
    assert shown == set(DealState) - {DealState.CLOSED}


def test_a_leader_reads_but_phones_nobody(app: Flask, stage: Stage) -> None:
    leader = PageClient(app).sign_in(make_user(stage.session, Role.LEADER, region_code=CITY))
    deal = stage.introduced()
    assert stage.need.title in leader.get("/deals").text
    page = leader.get(f"/deals/{deal.id}")
    assert stage.need.organization.contact_phone not in page.text
    leader.get("/deals/call-list", 403)


def test_the_call_list_names_who_is_late_and_who_has_only_a_phone(stage: Stage, officer: PageClient) -> None:
    achievement = make_achievement(stage.session)
    achievement.organization.contact_email = ""
    achievement.organization.contact_phone = "0552-3000001"
    stage.session.commit()
    deal = stage.open(achievement=achievement)
    page = officer.get("/deals/call-list", max_statements=8)
    assert "只能电话联系" in page.text
    assert "0552-3000001" in page.text
    assert stage.need.organization.name not in page.text
    assert deal.reply_due_at is not None
    with clock.frozen(deal.reply_due_at):
        late = officer.sign_in(stage.officer).get("/deals/call-list")
    assert "答复逾期" in late.text
    assert stage.need.organization.name in late.text
    assert "您好，我是" in late.text


# ------------------------------------------------------------------ one deal


def test_contacts_show_from_the_introduction_on(stage: Stage, enterprise: PageClient) -> None:
    stage.achievement.organization.contact_phone = "0552-3000002"
    stage.session.commit()
    deal = stage.open()
    assert "0552-3000002" not in enterprise.get(f"/deals/{deal.id}", max_statements=8).text
    for side in Side:
        stage.reply(deal, side)
    assert "0552-3000002" in enterprise.get(f"/deals/{deal.id}", max_statements=8).text


def test_an_officer_finds_everything_on_one_page(stage: Stage, officer: PageClient) -> None:
    deal = stage.open()
    page = officer.get(f"/deals/{deal.id}", max_statements=8)
    assert stage.need.organization.contact_phone in page.text
    assert "等待需求方、成果方" in page.text
    assert "发出引荐邀请" in page.text
    assert f"/deals/{deal.id}/reply" in page.source  # the text for 短信


def test_another_organisation_s_deal_looks_missing(app: Flask, stage: Stage) -> None:
    stranger = PageClient(app).sign_in(make_member(stage.session, make_need(stage.session).organization))
    deal = stage.introduced()
    for path in ("", "/reply", "/sheet", "/close", "/sign"):
        stranger.get(f"/deals/{deal.id}{path}", 404)
    stranger.get("/deals/9223372036854775807", 404)


def test_remarks_stay_within_the_unit(
    stage: Stage, session: Session, enterprise: PageClient, university: PageClient
) -> None:
    deal = stage.introduced()
    path = f"/deals/{deal.id}"
    enterprise.post(f"{path}/logs", {"log_kind": "call", "body": "对方报价偏高，先压一压。"}, form=path)
    assert "先压一压" in enterprise.follow().text
    assert "先压一压" not in university.get(path).text
    actor = stage.officer_actor
    transact(session, lambda inner: add_log(inner, inner.get_one(Deal, deal.id), "note", "内部提醒", actor=actor))
    assert "内部提醒" not in enterprise.get(path).text


def test_a_milestone_is_noted_and_a_bad_one_is_shown_at_its_field(stage: Stage, enterprise: PageClient) -> None:
    deal = stage.introduced()
    path = f"/deals/{deal.id}"
    enterprise.post(f"{path}/milestones", {"kind": "nda", "happened_on": "2025-01-06", "note": "双方盖章"}, form=path)
    page = enterprise.follow()
    assert "里程碑：保密协议（2025年1月6日）" in page.text
    page = enterprise.post(f"{path}/milestones", {"happened_on": "2199-01-01", "note": "以后"}, 422, form=path)
    assert "日期不能晚于今天" in page.error_summary
    assert "以后" in page.source
    page = enterprise.post(f"{path}/milestones", {"happened_on": "前天"}, 422, form=path)
    assert "发生日期" in page.error_summary


def test_talks_begin_with_a_confirmed_step(stage: Stage, enterprise: PageClient) -> None:
    deal = stage.introduced()
    path = f"/deals/{deal.id}"
    page = enterprise.get(path)
    form = next(form for form in page.forms if ("step", "start_talks") in form.values)
    enterprise.last = enterprise.send(form, {})
    assert "已记为洽谈中" in enterprise.follow().messages
    assert refreshed(stage, deal).state == DealState.NEGOTIATING
    enterprise.forge(f"{path}/steps", {"step": "introduce"}, 422)


def test_a_stale_step_is_refused(stage: Stage, enterprise: PageClient, university: PageClient) -> None:
    deal = stage.introduced()
    old = enterprise.get(f"/deals/{deal.id}")
    form = next(form for form in old.forms if ("step", "start_talks") in form.values)
    university.post(f"/deals/{deal.id}/sign", {"signed_on": "2025-02-03", "amount": "38.5"})
    assert enterprise.send(form, {}).status_code == 409
    page = university.get(f"/deals/{deal.id}")
    assert "38.50 万元" in page.text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"signed_on": ""}, "请填写签订日期"),
        ({"signed_on": "2199-01-01"}, "日期不能晚于今天"),
        ({"signed_on": "2025-02-03", "amount": "-1"}, "金额不能为负数"),
        ({"signed_on": "2025-02-03", "amount": "三十万"}, "金额请填写数字"),
    ],
)
def test_a_bad_signature_is_shown_at_its_field(
    stage: Stage, enterprise: PageClient, values: dict[str, str], words: str
) -> None:
    deal = stage.introduced()
    page = enterprise.post(f"/deals/{deal.id}/sign", values, 422)
    assert words in page.error_summary
    assert refreshed(stage, deal).state == DealState.INTRODUCED


def test_ending_asks_for_a_reason_and_shows_it(stage: Stage, enterprise: PageClient, university: PageClient) -> None:
    deal = stage.introduced()
    path = f"/deals/{deal.id}/close"
    assert "请选择一项理由" in enterprise.post(path, {}, 422).error_summary
    assert "一句话说明" in enterprise.post(path, {"reason": "other"}, 422).error_summary
    enterprise.post(path, {"reason": "timing_money", "note": "明年再议"})
    assert "资金时机不合（明年再议）" in enterprise.follow().text
    assert "资金时机不合（明年再议）" in university.get(f"/deals/{deal.id}").text
    university.get(path, 409)


def test_a_credit_risk_is_not_told(stage: Stage, enterprise: PageClient, university: PageClient) -> None:
    deal = stage.introduced()
    enterprise.post(f"/deals/{deal.id}/close", {"reason": "credit_risk", "note": "对方涉诉"})
    text = university.get(f"/deals/{deal.id}").text
    assert "对接已结束" in text
    assert "涉诉" not in text
    assert "信用" not in text


def test_the_sheet_has_both_sides_on_one_page(stage: Stage, officer: PageClient, enterprise: PageClient) -> None:
    deal = stage.open()
    text = officer.get(f"/deals/{deal.id}/sheet", max_statements=8).text
    for words in (stage.need.problem, stage.achievement.advantage, "浓缩收率", "双方意见"):
        assert words in text
    enterprise.get(f"/deals/{deal.id}/sheet")


def test_a_masked_record_gives_nothing_away_before_both_agree(stage: Stage, university: PageClient) -> None:
    need = stage.need
    need.disclosure, need.masked_text, need.masked_approved_at = "masked", "某企业需要提高浓缩收率。", clock.now()
    stage.session.commit()
    deal = stage.open(
        explanation={
            "level": "fair",
            "score": 0.4,
            "parts": [{"term": "换布三次", "weight": 0.4}],
            "facts": [
                {"kind": "money", "fits": True, "text": "预算至多 987.00 万元"},
                {"kind": "field", "fits": True, "text": "领域一致"},
            ],
        }
    )
    for path in ("", "/reply", "/sheet"):
        text = university.get(f"/deals/{deal.id}{path}").text
        for secret in (need.title, need.organization.name, need.problem[:12], "987.00", "换布三次"):
            assert secret not in text, (path, secret)
    told = stage.told("deal.invited")
    mine = next(each for each in told if each["user_id"] == stage.members[Side.ACHIEVEMENT].id)
    assert need.title not in mine["body"]
    for side in Side:
        stage.reply(deal, side)
    assert need.organization.name in university.get(f"/deals/{deal.id}").text
