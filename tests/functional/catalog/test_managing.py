"""The owner's page of a record: what it says, what may be done, what happened."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from matchmaker.catalog import versions
from matchmaker.catalog.models import Achievement, AchievementState, Need, NeedState
from matchmaker.catalog.services import submit
from matchmaker.core.authz import system_actor
from tests.factories.accounts import make_member, make_officer, make_scout
from tests.factories.catalog import make_achievement, make_need
from tests.factories.organizations import make_enterprise, make_university
from tests.support.page_client import PageClient
from tests.unit.catalog.people import do


def test_every_state_has_its_page(client: PageClient, session: Session) -> None:
    firm = make_enterprise(session)
    client.sign_in(make_member(session, firm))
    for state in NeedState:
        need = make_need(session, state, organization=firm)
        page = client.get(f"/my/needs/{need.id}", max_statements=8)
        assert need.title in page.heading


def test_every_state_of_an_achievement_has_its_page(client: PageClient, session: Session) -> None:
    unit = make_university(session)
    client.sign_in(make_member(session, unit))
    for state in AchievementState:
        row = make_achievement(session, state, organization=unit)
        client.get(f"/my/achievements/{row.id}", max_statements=8)


def test_a_published_need_is_withdrawn_with_a_reason(client: PageClient, session: Session) -> None:
    firm = make_enterprise(session)
    need = make_need(session, organization=firm)
    client.sign_in(make_member(session, firm))
    page = client.get(f"/my/needs/{need.id}")
    client.submit(page, {"reason": "项目取消"}, button="撤回")
    assert "已撤回" in client.follow().messages
    session.expire_all()
    assert (need.state, need.state_reason) == ("withdrawn", "项目取消")


def test_a_missing_reason_is_asked_for(client: PageClient, session: Session) -> None:
    firm = make_enterprise(session)
    need = make_need(session, organization=firm)
    client.sign_in(make_member(session, firm))
    page = client.submit(client.get(f"/my/needs/{need.id}"), {}, 422, button="未解决，办结")
    assert "请说明理由" in page.error_summary
    session.expire_all()
    assert need.state == "published"


def test_the_first_of_two_colleagues_wins(session: Session, visit_as: Callable[..., PageClient]) -> None:
    firm = make_enterprise(session)
    need = make_need(session, organization=firm)
    one, two = visit_as(make_member(session, firm)), visit_as(make_member(session, firm))
    seen = two.get(f"/my/needs/{need.id}")
    one.submit(one.get(f"/my/needs/{need.id}"), {}, button="标为已解决")
    two.submit(seen, {"reason": "不做了"}, 409, button="撤回")
    session.expire_all()
    assert need.state == "solved"


@pytest.mark.parametrize(("button", "state"), [("确认需求", "submitted"), ("不同意登记", "draft")])
def test_a_firm_answers_what_a_scout_entered(client: PageClient, session: Session, button: str, state: str) -> None:
    firm, scout = make_enterprise(session), make_scout(session)
    need = make_need(session, NeedState.PROPOSED, organization=firm, scout_id=scout.id, entered_by=scout.id)
    client.sign_in(make_member(session, firm))
    page = client.get(f"/my/needs/{need.id}")
    reason = {"reason": "内容不准"} if state == "draft" else {}
    client.submit(page, reason, button=button)
    session.expire_all()
    assert need.state == state


def test_the_owner_approves_a_masked_text_that_others_wrote(client: PageClient, session: Session) -> None:
    firm = make_enterprise(session)
    need = make_need(session, organization=firm, disclosure="masked", masked_text="某企业要连续浓缩黏稠料液。")
    client.sign_in(make_member(session, firm))
    page = client.get(f"/my/needs/{need.id}")
    assert "公众暂时看不到" in page.text
    client.submit(page, {}, button="同意公开脱敏文字")
    session.expire_all()
    assert need.masked_approved_at is not None


def test_what_changed_between_versions_is_marked(client: PageClient, session: Session) -> None:
    firm = make_enterprise(session)
    need = make_need(session, NeedState.DRAFT, organization=firm)
    actor = system_actor("test")
    do(session, lambda s: submit(s, s.get_one(Need, need.id), actor=actor))
    do(session, lambda s: setattr(s.get_one(Need, need.id), "title", "改过的名称"))
    do(session, lambda s: versions.keep(s, s.get_one(Need, need.id), "published", actor=actor))
    client.sign_in(make_member(session, firm))
    page = client.get(f"/my/needs/{need.id}/versions", max_statements=8)
    assert page.all("ins")
    assert "改过的名称" in page.text
    same = client.get(f"/my/needs/{need.id}/versions?from=2&to=0")
    assert "两个版本内容相同" in same.text
    client.get(f"/my/needs/{need.id}/versions?from=abc&to=99")


def test_a_record_without_kept_versions_says_so(client: PageClient, session: Session) -> None:
    firm = make_enterprise(session)
    need = make_need(session, NeedState.DRAFT, organization=firm)
    client.sign_in(make_member(session, firm))
    assert "还没有保存的版本" in client.get(f"/my/needs/{need.id}/versions").text


def test_unknown_actions_are_refused(client: PageClient, session: Session) -> None:
    firm = make_enterprise(session)
    need = make_need(session, organization=firm)
    client.sign_in(make_member(session, firm))
    client.forge(f"/my/needs/{need.id}/actions", {"action": "publish"}, 422)
    client.forge(f"/my/needs/{need.id}/actions", {"action": "take_down", "reason": "x"}, 422)


def test_others_records_look_missing(session: Session, visit_as: Callable[..., PageClient]) -> None:
    row = make_achievement(session)
    visit_as(make_member(session, make_university(session))).get(f"/my/achievements/{row.id}", 404)
    visit_as(make_officer(session)).get(f"/my/achievements/{row.id}")
    assert session.get_one(Achievement, row.id).state == "published"
