"""Whoever visited, found and registered is credited to the last contract; the rows are as many as the number says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, Need
from matchmaker.core import clock
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.contracts.models import Contract
from matchmaker.deals.models import Deal, DealState
from matchmaker.statistics.queries.credit import Step, behind, credit_of
from tests.factories.accounts import make_officer, make_scout
from tests.factories.contracts import WAN, make_contract
from tests.factories.deals import make_deal
from tests.factories.organizations import make_university
from tests.factories.scouting import make_contact, make_lead, make_profile
from tests.support.page_client import PageClient
from tests.support.statements import count_statements

YEAR = clock.today().year


def credited(session: Session, finder: int, both: int) -> None:
    """Two deals: one that ``finder`` brought the achievement of, another of which ``both`` sides are one person's."""
    first, second = make_deal(session, DealState.SIGNED), make_deal(session, DealState.INTRODUCED)

    def own(inner: Session) -> None:
        inner.get_one(Achievement, first.achievement_id).scout_id = finder
        inner.get_one(Achievement, second.achievement_id).scout_id = both
        inner.get_one(Need, second.need_id).scout_id = both
        inner.get_one(Deal, first.id).signed_on = date(YEAR, 1, 2)

    transact(session, own)
    registered, waiting = (make_contract(session, amount=50 * WAN, signed_on=date(YEAR, 1, 2)) for _each in range(2))

    def link(inner: Session) -> None:
        inner.get_one(Contract, registered.id).deal_id = first.id
        row = inner.get_one(Contract, waiting.id)
        row.ledger, row.registration_number, row.deal_id = "platform", None, second.id

    transact(session, link)


def test_from_visit_to_registered_amount(session: Session) -> None:
    finder, both, away = make_scout(session), make_scout(session), make_scout(session, region_code="340400")
    for scout, more in ((finder, {}), (both, {"kind": "chain_specialist"}), (away, {"region_code": "340400"})):
        make_profile(session, scout, **more)
    make_contact(session, finder, make_university(session))
    make_lead(session, finder)
    credited(session, finder.id, both.id)
    session.rollback()
    with count_statements(session.get_bind().engine) as counted:
        people = credit_of(session, YEAR, roots=["340300"])
    assert counted.count == 2
    counts: dict[int, dict[str, Any]] = {
        each.profile.user_id: {step.value: number for step, number in each.counts.items() if number} for each in people
    }
    assert counts == {
        finder.id: {"visits": 1, "leads": 1, "published": 1, "introduced": 1, "signed": 1, "registered": 1},
        both.id: {"needs": 1, "published": 1, "introduced": 1},
    }
    assert {each.profile.user_id: each.amount for each in people} == {finder.id: 50 * WAN, both.id: 0}
    for each in people:
        for step, number in each.counts.items():
            assert len(session.execute(behind(step, YEAR, [each.profile.user_id])).all()) == number
    assert [each.counts[Step.VISITS] for each in credit_of(session, YEAR - 1, scout_id=finder.id)] == [0]


@pytest.mark.one_database
def test_a_number_leads_to_its_rows_and_nobody_elses(session: Session, client: PageClient) -> None:
    finder, other = make_scout(session), make_scout(session, region_code="340400")
    make_profile(session, finder, host="测试精工有限公司")
    make_profile(session, other, region_code="340400")
    make_contact(session, finder, make_university(session, name="测试走访学院"), happened_on=clock.today())
    client.sign_in(make_officer(session))
    page = client.get("/scout-credit", max_statements=8)
    assert "驻测试精工有限公司" in page.text
    rows = client.get(f"/scout-credit/rows?scout={finder.id}&step=visits&year={YEAR}", max_statements=8)
    assert "测试走访学院" in rows.text
    assert "测试走访学院" in client.answer(rows.links["导出 CSV"]).data.decode("utf-8-sig")
    client.get(f"/scout-credit/rows?scout={other.id}&step=visits", status=404)
    client.sign_in(finder)
    assert finder.name in client.get("/scout-credit").text
    assert "测试走访学院" in client.get(f"/scout-credit/rows?step=visits&year={YEAR}").text
    client.get(f"/scout-credit/rows?scout={other.id}&step=visits", status=404)
    client.get("/scout-credit/rows?step=secrets", status=404)
