"""The lists of deals, as each reader meets them."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from matchmaker.core import clock
from matchmaker.core.authz import Role
from matchmaker.deals.models import DealState, Side
from tests.factories.accounts import CITY, make_user
from tests.factories.catalog import make_achievement
from tests.factories.deals import make_deal
from tests.support.page_client import PageClient
from tests.unit.deals.conftest import Stage


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
