from sqlalchemy.orm import Session

from matchmaker.catalog.models import NeedState
from matchmaker.organizations.models import OrganizationState
from tests.factories.accounts import make_officer
from tests.factories.catalog import make_need
from tests.factories.organizations import make_enterprise
from tests.support.page_client import PageClient


def test_the_unit_and_its_first_record_stand_on_one_page(client: PageClient, session: Session) -> None:
    firm = make_enterprise(session, state=OrganizationState.UNVERIFIED)
    need = make_need(session, NeedState.SUBMITTED, organization=firm)
    path = f"/organizations/{firm.id}/verification"
    page = client.sign_in(make_officer(session)).get(path, max_statements=8)
    assert firm.name in page.text
    assert need.title in page.text
    client.post(path, {}, button="通过核验")
    session.refresh(firm)
    assert firm.state == OrganizationState.VERIFIED


def test_a_refusal_needs_a_reason(client: PageClient, session: Session) -> None:
    firm = make_enterprise(session, state=OrganizationState.UNVERIFIED)
    path = f"/organizations/{firm.id}/verification"
    client.sign_in(make_officer(session)).post(path, {"reason": ""}, 422, button="不通过")
    client.post(path, {"reason": "信用代码与名称不符"}, button="不通过")
    session.refresh(firm)
    assert firm.state == OrganizationState.REFUSED


def test_a_unit_of_another_city_looks_missing(client: PageClient, session: Session) -> None:
    firm = make_enterprise(session, state=OrganizationState.UNVERIFIED)
    client.sign_in(make_officer(session, "340400")).get(f"/organizations/{firm.id}/verification", 404)
