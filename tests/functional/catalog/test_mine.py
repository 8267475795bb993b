"""Own records by state, what is late among them, and confirming many at once."""

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


def test_stale_records_are_ticked_and_confirmed_together(client: PageClient, session: Session) -> None:
    firm = make_enterprise(session)
    old, new = make_need(session, organization=firm), make_need(session, organization=firm)
    long_ago = clock.now() - timedelta(days=200)
    do(session, lambda s: setattr(s.get_one(Need, old.id), "confirmed_at", long_ago))
    client.sign_in(make_member(session, firm))
    page = client.get("/my/needs", tab="published")
    assert "请确认仍有效" in page.text
    form = page.form("所选记录仍然有效")
    assert [value for name, value in form.values if name == "ticked"] == [str(old.id)]
    client.submit(page, {"ticked": [str(old.id), str(new.id)]}, button="所选记录仍然有效")
    assert "已确认 2 条" in client.follow().messages
    session.expire_all()
    assert old.confirmed_at is not None
    assert old.confirmed_at > long_ago


def test_nothing_ticked_is_said(client: PageClient, session: Session) -> None:
    firm = make_enterprise(session)
    make_need(session, organization=firm)
    client.sign_in(make_member(session, firm))
    client.submit(client.get("/my/needs", tab="published"), {}, button="所选记录仍然有效")
    assert "请先勾选" in client.follow().messages


def test_somebody_elses_record_cannot_be_confirmed(client: PageClient, session: Session) -> None:
    other = make_need(session)
    client.sign_in(make_member(session, make_enterprise(session)))
    client.forge("/my/needs/confirm", {"ticked": str(other.id)}, 404)


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
