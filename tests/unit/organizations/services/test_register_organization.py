"""Entering organisations, once each."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.core.authz import ANONYMOUS
from matchmaker.core.errors import Invalid
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.models import Organization, OrganizationState
from matchmaker.organizations.services import ensure_unit, register_organization
from tests.factories.accounts import make_member
from tests.factories.base import MAKER, number
from tests.factories.organizations import credit_code, make_enterprise, make_organization

COUNTY = "340321"


def values(**changed: object) -> dict[str, object]:
    given = {"kind": "enterprise", "name": "淮滨精密铸造有限公司", "region_code": COUNTY}
    return {**given, "credit_code": credit_code(number()), **changed}


def register(session: Session, given: dict[str, object]) -> Organization:
    return transact(session, lambda inner: register_organization(inner, given, actor=ANONYMOUS))


def test_a_new_organisation_is_unverified_and_found_by_pinyin(session: Session) -> None:
    row = register(session, values())
    assert (row.state, row.name_key[:9]) == ("unverified", "huai2 bin")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"credit_code": ""}, "credit_code"),
        ({"credit_code": "91340300MA2N000011"}, "credit_code"),
        ({"name": "   "}, "name"),
        ({"kind": "club"}, "kind"),
        ({"region_code": "999999"}, "region_code"),
    ],
)
def test_what_will_not_do_is_said_at_its_field(session: Session, changed: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        register(session, values(**changed))
    assert list(caught.value.fields) == [field]
    assert session.scalar(select(func.count()).select_from(Organization)) == 0


def test_a_university_needs_no_credit_code(session: Session) -> None:
    assert register(session, values(kind="university", credit_code="")).credit_code is None


@pytest.mark.parametrize("same", ["name", "credit_code"])
def test_a_unit_with_people_points_to_its_own_administrator(session: Session, same: str) -> None:
    row = make_organization(session, state=OrganizationState.UNVERIFIED)
    make_member(session, row)
    with pytest.raises(Invalid) as caught:
        register(session, values(**{same: getattr(row, same)}))
    assert "本单位的平台管理员" in caught.value.fields[same][0]


def test_a_unit_noted_from_outside_is_taken_over_not_doubled(session: Session) -> None:
    def note(inner: Session) -> int:
        return ensure_unit(inner, name="淮滨精密铸造有限公司", kind="enterprise", region_code=COUNTY, actor=MAKER).id

    noted = transact(session, note)
    given = values(contact_name="乔工")
    row = register(session, given)
    assert (row.id, row.credit_code, row.contact_name) == (noted, given["credit_code"], "乔工")


def test_a_verified_unit_is_not_taken_over(session: Session) -> None:
    row = make_enterprise(session)
    with pytest.raises(Invalid):
        register(session, values(name=row.name, credit_code=row.credit_code))


def test_the_same_unit_is_noted_once(session: Session) -> None:
    def note(inner: Session) -> tuple[int, int]:
        first = ensure_unit(inner, name="某某所(蚌埠)", kind="institute", region_code=COUNTY, actor=MAKER)
        again = ensure_unit(
            inner, name="某某所（蚌埠）", kind="institute", region_code=COUNTY, actor=MAKER, contact_name="丙"
        )
        return first.id, again.id

    first, again = transact(session, note)
    assert first == again
    assert session.get_one(Organization, first).contact_name == ""
