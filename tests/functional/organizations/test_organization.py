"""An organisation's page and its particulars."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from matchmaker.core.authz import Role
from matchmaker.organizations.models import Organization, OrganizationKind, OrganizationState
from tests.factories.accounts import make_member, make_officer, make_user
from tests.factories.organizations import make_organization
from tests.support.page_client import PageClient

SECRETS = ("王测试", "13800000000", "@example.org")


def reread(session: Session, row: Organization) -> Organization:
    session.expire_all()
    return session.get_one(Organization, row.id)


def test_everybody_may_read_a_verified_unit_but_not_its_contacts(client: PageClient, session: Session) -> None:
    row = make_organization(session, introduction="做精密铸件三十年。")
    page = client.get(f"/organizations/{row.id}", max_statements=8)
    assert "做精密铸件三十年。" in page.text
    assert not any(secret in page.source for secret in SECRETS)


@pytest.mark.parametrize(
    "state", [OrganizationState.UNVERIFIED, OrganizationState.REFUSED, OrganizationState.SUSPENDED]
)
def test_a_unit_that_is_not_verified_looks_missing(
    client: PageClient, session: Session, state: OrganizationState
) -> None:
    row = make_organization(session, state=state)
    client.get(f"/organizations/{row.id}", status=404)


def test_its_own_people_and_officers_see_it_before(visit_as: Callable[..., PageClient], session: Session) -> None:
    row = make_organization(session, state=OrganizationState.UNVERIFIED)
    for person in (make_member(session, row), make_officer(session)):
        assert "王测试" in visit_as(person).get(f"/organizations/{row.id}").text


def test_own_people_change_what_was_not_verified(client: PageClient, session: Session) -> None:
    row = make_organization(session, name="淮滨精密铸造有限公司")
    client.sign_in(make_member(session, row))
    page = client.get(f"/organizations/{row.id}/edit", max_statements=8)
    assert "name" not in page.form("保存").names
    client.submit(page, {"introduction": "做铸件。", "scale": "small", "qualifications": ["high_tech"]}, button="保存")
    row = reread(session, row)
    assert (row.introduction, row.scale, row.qualifications) == ("做铸件。", "small", ["high_tech"])
    assert (row.name, row.state) == ("淮滨精密铸造有限公司", "verified")


def test_what_is_not_touched_stays(client: PageClient, session: Session) -> None:
    row = make_organization(session, scale="small", qualifications=["high_tech", "tech_sme"])
    client.sign_in(make_member(session, row)).post(f"/organizations/{row.id}/edit", {"address": "示范大道 1 号"})
    after = reread(session, row)
    assert (after.scale, after.qualifications) == ("small", ["high_tech", "tech_sme"])


def test_a_forged_field_does_not_change_what_was_verified(client: PageClient, session: Session) -> None:
    row = make_organization(session)
    client.sign_in(make_member(session, row)).forge(
        f"/organizations/{row.id}/edit", {"name": "别的公司", "kind": "bureau", "state": "suspended"}
    )
    after = reread(session, row)
    assert (after.name, after.kind, after.state) == (row.name, "enterprise", "verified")


def test_an_officer_corrects_name_and_code(client: PageClient, session: Session) -> None:
    row = make_organization(session, OrganizationKind.INSTITUTE)
    client.sign_in(make_officer(session)).post(f"/organizations/{row.id}/edit", {"name": "淮滨 材料(蚌埠)研究院"})
    row = reread(session, row)
    assert (row.name, row.name_key[:9]) == ("淮滨材料（蚌埠）研究院", "huai2 bin")


def test_a_refused_unit_mends_its_particulars_and_waits_again(client: PageClient, session: Session) -> None:
    row = make_organization(session, state=OrganizationState.REFUSED)
    client.sign_in(make_member(session, row)).post(f"/organizations/{row.id}/edit", {"address": "示范大道 1 号"})
    assert reread(session, row).state == "unverified"


def test_the_name_of_another_unit_is_refused(client: PageClient, session: Session) -> None:
    row, other = make_organization(session, state=OrganizationState.UNVERIFIED), make_organization(session)
    client.sign_in(make_member(session, row))
    page = client.post(f"/organizations/{row.id}/edit", {"name": other.name}, status=422)
    assert "已有另一家单位" in page.error_summary


def test_a_stale_form_does_not_overwrite(client: PageClient, session: Session) -> None:
    row = make_organization(session)
    client.sign_in(make_member(session, row))
    stale = client.get(f"/organizations/{row.id}/edit")
    client.post(f"/organizations/{row.id}/edit", {"address": "甲路"})
    client.submit(stale, {"address": "乙路"}, button="保存", status=409)
    assert reread(session, row).address == "甲路"


@pytest.mark.parametrize("page", ["edit", "members"])
def test_another_units_pages_look_missing(client: PageClient, session: Session, page: str) -> None:
    row, mine = make_organization(session), make_organization(session)
    client.sign_in(make_member(session, mine)).get(f"/organizations/{row.id}/{page}", status=404)


def test_other_roles_are_refused(client: PageClient, session: Session) -> None:
    row = make_organization(session)
    client.sign_in(make_user(session, Role.EXPERT)).get(f"/organizations/{row.id}/edit", status=403)


def test_an_officer_suspends_a_unit_and_its_people_are_out_at_once(
    client: PageClient, visit_as: Callable[..., PageClient], session: Session
) -> None:
    row = make_organization(session)
    member = visit_as(make_member(session, row))
    page = f"/organizations/{row.id}"
    client.sign_in(make_officer(session))
    assert "请说明理由" in client.post(f"{page}/suspend", {"reason": ""}, form=page, status=422).error_summary
    client.post(f"{page}/suspend", {"reason": "已注销"}, form=page)
    assert member.answer(f"{page}/edit").status_code == 403
    client.sign_out()
    client.get(page, status=404)
    client.sign_in(make_officer(session)).post(f"{page}/reinstate", form=page)
    assert member.answer(f"{page}/edit").status_code == 200


def test_a_unit_does_not_suspend_itself(client: PageClient, session: Session) -> None:
    row = make_organization(session)
    client.sign_in(make_member(session, row)).forge(f"/organizations/{row.id}/suspend", {"reason": "x"}, status=403)
    assert reread(session, row).state == "verified"


def test_mine_leads_to_the_own_unit(client: PageClient, session: Session) -> None:
    row = make_organization(session)
    client.sign_in(make_member(session, row)).get("/organizations/mine", status=302)
    assert client.follow().heading == row.name
    client.sign_in(make_user(session, Role.EXPERT)).get("/organizations/mine", status=404)
