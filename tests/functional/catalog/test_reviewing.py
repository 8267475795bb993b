import pytest
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.catalog.models import Achievement, AchievementState, Need, NeedState
from matchmaker.core.authz import Role
from matchmaker.organizations.models import OrganizationState
from tests.factories.accounts import make_member, make_officer, make_user
from tests.factories.catalog import make_achievement, make_need
from tests.factories.organizations import make_enterprise
from tests.support.page_client import PageClient

CLASSIFIED = {"field_code": "new_materials", "need_type": "breakthrough"}


@pytest.fixture
def officer(session: Session) -> User:
    """Reviews for the city."""
    return make_officer(session)


def _state(session: Session, row: Need | Achievement) -> str:
    session.refresh(row)
    session.rollback()
    return row.state


def test_the_queue_shows_what_waits_in_the_region(client: PageClient, session: Session, officer: User) -> None:
    need = make_need(session, NeedState.SUBMITTED)
    page = client.sign_in(officer).get("/review", max_statements=8)
    assert need.title in page.text


def test_the_tabs_lead_to_achievements_and_refining(client: PageClient, session: Session, officer: User) -> None:
    achievement = make_achievement(session, AchievementState.SUBMITTED)
    refined = make_need(session, NeedState.REFINING)
    client.sign_in(officer)
    assert achievement.title in client.get("/review?tab=achievements").text
    assert refined.title in client.get("/review?tab=refining").text
    assert "没有等待处理" in client.get("/review?tab=spot_check").text


def test_a_need_is_published_with_its_classification(client: PageClient, session: Session, officer: User) -> None:
    need = make_need(session, NeedState.SUBMITTED, field_code=None)
    path = f"/review/needs/{need.id}"
    client.sign_in(officer).get(path, max_statements=12)
    client.post(path, CLASSIFIED, button="发布")
    assert _state(session, need) == NeedState.PUBLISHED
    assert need.field_code == "new_materials"
    assert "已发布" in client.follow().text


def test_without_a_field_nothing_is_published_and_the_field_says_so(
    client: PageClient, session: Session, officer: User
) -> None:
    need = make_need(session, NeedState.SUBMITTED, field_code=None)
    client.sign_in(officer).post(f"/review/needs/{need.id}", {"field_code": ""}, 422, button="发布")
    assert _state(session, need) == NeedState.SUBMITTED


def test_an_achievement_is_published_with_its_ownership(client: PageClient, session: Session, officer: User) -> None:
    row = make_achievement(session, AchievementState.SUBMITTED, ownership=None)
    client.sign_in(officer)
    client.post(f"/review/achievements/{row.id}", {"ownership": "unit"}, button="发布")
    assert _state(session, row) == AchievementState.PUBLISHED


def test_a_return_needs_a_reason_that_the_unit_gets_to_read(
    client: PageClient, session: Session, officer: User
) -> None:
    need = make_need(session, NeedState.SUBMITTED)
    path = f"/review/needs/{need.id}"
    page = client.sign_in(officer).post(path, {"reason": ""}, 422, button="退回修改")
    assert "请说明理由" in page.text
    client.post(path, {"reason": "请补上测试方法"}, button="退回修改")
    assert _state(session, need) == NeedState.RETURNED
    assert need.state_reason == "请补上测试方法"


def test_a_new_unit_and_its_first_need_are_settled_on_one_page(
    client: PageClient, session: Session, officer: User
) -> None:
    firm = make_enterprise(session, state=OrganizationState.UNVERIFIED)
    need = make_need(session, NeedState.SUBMITTED, organization=firm)
    path = f"/review/needs/{need.id}"
    refused = client.sign_in(officer).post(path, CLASSIFIED, 422, button="发布")
    assert "核验" in refused.text
    client.post(path, {**CLASSIFIED, "verify_unit": "y"}, button="发布")
    session.refresh(firm)
    assert firm.is_verified
    assert _state(session, need) == NeedState.PUBLISHED


def test_words_of_secrecy_are_pointed_out(client: PageClient, session: Session, officer: User) -> None:
    need = make_need(session, NeedState.SUBMITTED, background="产品用于军工配套，图纸标有机密。")
    assert "请核对是否涉密" in client.sign_in(officer).get(f"/review/needs/{need.id}").text


def test_a_published_record_is_taken_down_at_once(client: PageClient, session: Session, officer: User) -> None:
    need = make_need(session)
    client.sign_in(officer).post(f"/review/needs/{need.id}", {"reason": "图中有客户名称"}, button="紧急下架")
    assert _state(session, need) == NeedState.WITHDRAWN
    client.sign_out()
    client.get(f"/needs/{need.id}", 404)


def test_the_second_officer_is_told_that_somebody_was_first(
    client: PageClient, session: Session, officer: User
) -> None:
    need = make_need(session, NeedState.SUBMITTED)
    path = f"/review/needs/{need.id}"
    page = client.sign_in(officer).get(path)
    client.post(path, CLASSIFIED, button="发布")
    client.submit(page, {**CLASSIFIED, "reason": "请补充"}, 409, button="退回修改")
    assert _state(session, need) == NeedState.PUBLISHED


def test_another_city_s_record_looks_missing_and_others_are_refused(client: PageClient, session: Session) -> None:
    need = make_need(session, NeedState.SUBMITTED)
    client.sign_in(make_officer(session, "340400")).get(f"/review/needs/{need.id}", 404)
    client.sign_in(make_member(session, need.organization)).get(f"/review/needs/{need.id}", 403)
    client.sign_in(make_user(session, Role.LEADER, region_code="340300")).get("/review", 403)
