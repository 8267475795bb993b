"""The page of one deal."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.models import Deal, DealState, Side
from matchmaker.deals.services import add_log
from tests.factories.accounts import make_member
from tests.factories.catalog import make_need
from tests.functional.deals.conftest import link, state
from tests.support.page_client import PageClient
from tests.unit.deals.conftest import Stage


def test_contacts_show_from_the_introduction_on(stage: Stage, enterprise: PageClient) -> None:
    stage.achievement.organization.contact_phone = "0552-3000002"
    stage.session.commit()
    deal = stage.open()
    assert "0552-3000002" not in enterprise.get(f"/deals/{deal.id}", max_statements=9).text
    for side in Side:
        stage.reply(deal, side)
    assert "0552-3000002" in enterprise.get(f"/deals/{deal.id}", max_statements=9).text


def test_an_officer_finds_everything_on_one_page(stage: Stage, officer: PageClient) -> None:
    deal = stage.open()
    page = officer.get(f"/deals/{deal.id}", max_statements=9)
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
    assert state(stage, deal) == DealState.NEGOTIATING
    enterprise.forge(f"{path}/steps", {"step": "introduce"}, 422)


def test_a_stale_step_is_refused(stage: Stage, enterprise: PageClient, university: PageClient) -> None:
    deal = stage.introduced()
    old = enterprise.get(f"/deals/{deal.id}")
    form = next(form for form in old.forms if ("step", "start_talks") in form.values)
    university.post(f"/deals/{deal.id}/sign", {"signed_on": "2025-02-03", "amount": "38.5"})
    assert enterprise.send(form, {}).status_code == 409
    page = university.get(f"/deals/{deal.id}")
    assert "38.50 万元" in page.text


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


def test_an_officer_makes_a_link_to_pass_on(
    stage: Stage, asked: Deal, officer: PageClient, visitor: PageClient
) -> None:
    page_path = f"/deals/{asked.id}"
    officer.post(f"{page_path}/links", form=page_path)
    page = officer.follow()
    text = next("".join(each.itertext()) for each in page.all("textarea", id="text-achievement"))
    assert "【科技成果对接】" in text
    path = "/answers/" + text.split("/answers/")[1].split()[0]
    visitor.get(link(stage), 404)
    visitor.post(path, button="同意引荐")
    assert "/answers/" not in officer.get(page_path).source
