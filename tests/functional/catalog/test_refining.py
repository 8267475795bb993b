import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.catalog.models import Need, NeedState, Refinement
from matchmaker.core.authz import Role
from tests.factories.accounts import make_member, make_officer, make_user
from tests.factories.catalog import make_need, make_refinement
from tests.support.page_client import PageClient


@pytest.fixture
def officer(session: Session) -> User:
    """Refines for the city."""
    return make_officer(session)


def _refinements(session: Session, need: Need) -> list[Refinement]:
    session.rollback()
    return list(session.scalars(select(Refinement).where(Refinement.need_id == need.id)))


def test_the_desk_lists_what_is_being_refined(client: PageClient, session: Session, officer: User) -> None:
    need = make_need(session, NeedState.REFINING)
    assert need.title in client.sign_in(officer).get("/refining", max_statements=8).text


def test_a_submitted_need_is_taken_to_the_desk(client: PageClient, session: Session, officer: User) -> None:
    need = make_need(session, NeedState.SUBMITTED)
    client.sign_in(officer).post(f"/needs/{need.id}/refine", {}, button="开始凝练")
    session.refresh(need)
    assert need.state == NeedState.REFINING


def test_an_expert_offers_a_sharper_text(client: PageClient, session: Session) -> None:
    need = make_need(session, NeedState.REFINING)
    client.sign_in(make_user(session, Role.EXPERT, region_code="340300"))
    sharper = {
        "problem": "发酵液黏度 800 mPa·s 时膜通量不低于 60 L/(m²·h)，收率不低于 96%。" * 2,
        "note": "补了边界条件",
    }
    client.post(f"/needs/{need.id}/refine", sharper, button="送企业确认")
    offered = _refinements(session, need)
    assert [(each.state, each.note) for each in offered] == [("offered", "补了边界条件")]
    assert offered[0].original["problem"] != offered[0].proposed["problem"]


def test_an_unchanged_text_is_not_sent(client: PageClient, session: Session, officer: User) -> None:
    need = make_need(session, NeedState.REFINING)
    client.sign_in(officer).post(f"/needs/{need.id}/refine", {}, 422, button="送企业确认")
    assert _refinements(session, need) == []


def test_a_row_is_added_without_saving_anything(client: PageClient, session: Session, officer: User) -> None:
    need = make_need(session, NeedState.REFINING)
    path = f"/needs/{need.id}/refine"
    page = client.sign_in(officer).post(path, {"title": "改到一半"}, 200, button="添加一行")
    assert "indicators-1-name" in page.form("送企业确认").names
    assert _refinements(session, need) == []


def test_the_draft_that_waits_is_shown_again(client: PageClient, session: Session, officer: User) -> None:
    need = make_need(session, NeedState.REFINING)
    make_refinement(session, need, note="请看第二条指标")
    assert "请看第二条指标" in client.sign_in(officer).get(f"/needs/{need.id}/refine").text


def test_refining_ends_without_the_enterprise_when_the_officer_gives_up(
    client: PageClient, session: Session, officer: User
) -> None:
    need = make_need(session, NeedState.REFINING)
    client.sign_in(officer).post(f"/needs/{need.id}/refine", {}, button="结束凝练")
    session.refresh(need)
    assert need.state == NeedState.SUBMITTED


def test_the_enterprise_does_not_refine_its_own_need(client: PageClient, session: Session) -> None:
    need = make_need(session, NeedState.REFINING)
    client.sign_in(make_member(session, need.organization)).get(f"/needs/{need.id}/refine", 403)
