"""您可能可以申领: rules of the parties' places, with what is missing, and a way to claim for the buyer only."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from matchmaker.core.authz import Actor
from matchmaker.deals.models import DealState
from matchmaker.deals.subsidies.entitlements import for_contract, for_deal
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_member, make_officer
from tests.factories.contracts import WAN, make_contract
from tests.factories.deals import make_deal
from tests.factories.organizations import make_enterprise, make_university
from tests.factories.subsidies import make_claim, make_version


def member(session: Session, unit: Organization) -> Actor:
    return actor_of_user(session, make_member(session, unit))


def test_the_buyer_is_offered_what_may_apply_and_others_read_it(session: Session) -> None:
    make_version(session)
    make_version(session, code="pct")
    buyer, seller = make_enterprise(session), make_university(session)
    row = make_contract(session, buyer=buyer, seller=seller, kind="service", amount=100 * WAN)
    (found,) = for_contract(session, row, member(session, buyer))
    assert (found.outcome.amount, found.may_claim) == (20 * WAN, True)
    assert found.missing == ("合同属于购买成果（技术转让或许可）",)
    assert found.badge == ("现行", "good")
    (read,) = for_contract(session, row, member(session, seller))
    assert not read.may_claim


def test_what_is_claimed_leads_to_the_claim(session: Session) -> None:
    version, buyer = make_version(session), make_enterprise(session)
    row = make_contract(session, buyer=buyer, kind="transfer")
    claim = make_claim(session, version=version, unit=buyer, contract_id=row.id)
    (found,) = for_contract(session, row, member(session, buyer))
    assert (found.claim, found.may_claim) == (claim, False)


def test_nothing_is_offered_that_fails_or_that_is_of_another_city(session: Session) -> None:
    make_version(session)
    buyer = make_enterprise(session)
    small = make_contract(session, buyer=buyer, amount=49 * WAN)
    away = make_contract(session, buyer_region_code="320100", seller_region_code="320100")
    officer = actor_of_user(session, make_officer(session))
    assert for_contract(session, small, officer) == []
    assert for_contract(session, away, officer) == []


def test_what_is_out_of_force_is_shown_so_and_leads_to_no_claim(session: Session) -> None:
    make_version(session, valid_to=date(2024, 12, 31))
    buyer = make_enterprise(session)
    (found,) = for_contract(session, make_contract(session, buyer=buyer), member(session, buyer))
    assert (found.badge[0], found.may_claim) == ("已到期，仅供参考", False)


def test_a_deal_offers_once_the_sides_know_each_other(session: Session) -> None:
    make_version(session)
    officer = actor_of_user(session, make_officer(session))
    assert for_deal(session, make_deal(session), officer, None) == []
    deal = make_deal(session, DealState.INTRODUCED)
    (found,) = for_deal(session, deal, officer, None)
    assert (found.outcome.amount, found.may_claim) == (None, False)
