"""Funnel, gap and work: every number leads to what it counts, and goes out with its definition."""

from __future__ import annotations

import csv
import io

from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.authz import Role
from matchmaker.deals.models import DealState
from tests.factories.accounts import make_officer, make_user
from tests.factories.deals import make_deal
from tests.support.page_client import PageClient


def lines(client: PageClient, path: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(client.answer(path).data.decode("utf-8-sig"))))


def test_each_number_of_the_funnel_leads_to_its_deals(client: PageClient, session: Session) -> None:
    deal = make_deal(session, DealState.CLOSED)
    client.sign_in(make_user(session, Role.LEADER, region_code="340000"))
    page = client.get("/statistics/funnel", max_statements=8)
    assert "未谈成" in page.text
    this_year = clock.today().year
    assert f"{this_year + 1}年" not in page.links, "nothing happened there yet"
    assert f"{this_year}年" in client.get(f"/statistics/funnel?year={this_year - 1}").links
    for path in [href for href in page.links.values() if href.startswith("/statistics/deals")]:
        rows = client.get(path, max_statements=8)
        assert f"{deal.id} 号" in rows.text
        assert "年推荐的对接" in rows.text
        assert any(line[:1] == [str(deal.id)] for line in lines(client, rows.links["导出 CSV"]))
    client.get("/statistics/deals?stage=none&reason=x&year=1")


def test_each_number_of_gap_and_work_leads_to_its_rows(client: PageClient, session: Session) -> None:
    officer = make_officer(session, region_code="340300")
    deal = make_deal(session, DealState.SIGNED, opened_by=officer.id, amount=900)
    elsewhere = make_user(session, Role.LEADER, region_code="340600")
    client.sign_in(make_user(session, Role.LEADER, region_code="340000"))
    for start, below in (("/statistics/gap", "/statistics/gap/rows"), ("/statistics/work", "/statistics/work-rows")):
        page = client.get(start, max_statements=8)
        assert len(lines(client, page.links["导出 CSV"])) > 1
        numbers = {text: href for text, href in page.links.items() if href.startswith(below)}
        assert numbers
        for text, href in numbers.items():
            count = text.rsplit(" ", 1)[-1]
            rows = client.get(href, max_statements=8)
            assert f"共 {count} 条" in rows.text
            exported = lines(client, rows.links["导出 CSV"])
            assert any(deal.need.title in cell or deal.achievement.title in cell for line in exported for cell in line)
    for missing in ("/statistics/gap/rows?part=x", "/statistics/gap/rows?field=x", "/statistics/work-rows?act=x"):
        client.get(missing, 404)
    client.sign_in(elsewhere)
    assert "共 0 条" in client.get(f"/statistics/work-rows?act=opened&officer={officer.id}").text
