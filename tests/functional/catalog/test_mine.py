"""Own records by state, and what is late among them."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from matchmaker.catalog.models import Need, NeedState
from matchmaker.core import clock
from tests.factories.accounts import make_member
from tests.factories.catalog import make_need
from tests.factories.organizations import make_enterprise, make_university
from tests.support.page_client import PageClient
from tests.unit.catalog.people import do


def test_the_tabs_count_and_filter(client: PageClient, session: Session) -> None:
    firm = make_enterprise(session)
    make_need(session, NeedState.DRAFT, organization=firm, title="草稿甲")
    make_need(session, organization=firm, title="已发布乙")
    make_need(session, title="别家的")
    client.sign_in(make_member(session, firm))
    page = client.get("/my/needs", max_statements=8)
    assert "草稿甲" in page.text
    assert "已发布乙" in page.text
    assert "别家的" not in page.text
    assert "全部 2" in page.links
    shown = client.get("/my/needs", tab="draft").text
    assert "草稿甲" in shown
    assert "已发布乙" not in shown


def test_an_empty_list_says_how_to_begin(client: PageClient, session: Session) -> None:
    client.sign_in(make_member(session, make_university(session)))
    page = client.get("/my/achievements")
    assert "还没有成果" in page.text
    assert page.links["登记科技成果"] == "/achievements/new"


def test_a_stale_record_is_marked_and_leads_to_the_page_that_confirms(client: PageClient, session: Session) -> None:
    firm = make_enterprise(session)
    old = make_need(session, organization=firm)
    do(session, lambda s: setattr(s.get_one(Need, old.id), "confirmed_at", clock.now() - timedelta(days=200)))
    client.sign_in(make_member(session, firm))
    page = client.get("/my/needs")
    assert "请确认仍有效" in page.text
    assert page.links["确认仍有效"] == "/my/needs/confirm"


def test_late_reviews_and_near_ends_are_marked(client: PageClient, session: Session) -> None:
    firm = make_enterprise(session)
    late = make_need(session, NeedState.SUBMITTED, organization=firm)
    ending = make_need(session, organization=firm)
    do(session, lambda s: setattr(s.get_one(Need, late.id), "review_due_at", clock.now() - timedelta(days=1)))
    do(session, lambda s: setattr(s.get_one(Need, ending.id), "expires_at", clock.now() + timedelta(days=9, hours=1)))
    client.sign_in(make_member(session, firm))
    text = client.get("/my/needs").text
    assert "审核已超期" in text
    assert "9 天后到期" in text
