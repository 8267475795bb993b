"""What the platform knows is taken over as it is, and what it does not know stays open."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.deals.subsidies import known
from matchmaker.organizations.models import OrganizationKind
from tests.factories.contracts import WAN, make_contract
from tests.factories.organizations import make_enterprise, make_organization, make_university


def test_a_contract_tells_its_figures_and_its_seller(session: Session) -> None:
    seller = make_university(session)
    row = make_contract(session, buyer=make_enterprise(session), seller=seller, received=3 * WAN, kind="license")
    facts = known.of_contract(row, seller)
    assert (facts["amount"], facts["received"], facts["contract_kind"]) == (50 * WAN, 3 * WAN, "license")
    assert (facts["seller_kind"], facts["seller_region"]) == ("university", seller.region_code)


def test_what_is_not_known_is_not_there(session: Session) -> None:
    row = make_contract(session, ledger="platform", amount=None, kind=None)
    assert set(known.of_contract(row, None)) == {"buyer_region", "seller_region"}
    agency = make_organization(session, OrganizationKind.AGENCY)
    assert known.of_claimant(agency)["undertaker_kind"] == "other"
    assert "amount" not in known.of_parties(make_enterprise(session), agency, None)
