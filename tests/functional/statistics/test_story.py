"""Funnel, gap and work: numbers that lead to what they count."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.authz import Role
from matchmaker.deals.models import DealState
from tests.factories.accounts import make_user
from tests.factories.deals import make_deal
from tests.support.page_client import PageClient


def test_each_number_of_the_funnel_leads_to_its_deals(client: PageClient, session: Session) -> None:
    deal = make_deal(session, DealState.CLOSED)
    client.sign_in(make_user(session, Role.LEADER, region_code="340000"))
    page = client.get("/statistics/funnel", max_statements=8)
    assert "未谈成" in page.text
    this_year = clock.today().year
    assert f"{this_year + 1}年" not in page.links, "nothing happened there yet"
    assert f"{this_year}年" in client.get(f"/statistics/funnel?year={this_year - 1}").links
    for path in [href for href in page.links.values() if href.startswith("/statistics/deals")]:
        assert f"{deal.id} 号" in client.get(path, max_statements=8).text


def test_gap_and_work_are_read_in_few_statements(client: PageClient, session: Session) -> None:
    make_deal(session)
    client.sign_in(make_user(session, Role.LEADER, region_code="340000"))
    client.get("/statistics/gap", max_statements=8)
    client.get("/statistics/work", max_statements=12)
    client.get("/statistics/deals?stage=none&reason=x&year=1")
