"""Lists that pages show."""

from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.accounts.workflow import ACCOUNT
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.queries.listing import member_grants, region_choices, similar_units
from tests.factories.accounts import make_member
from tests.factories.base import MAKER
from tests.factories.organizations import make_organization


def test_regions_stand_under_their_city_with_zones(session: Session) -> None:
    groups = region_choices(session)
    listed = dict(groups["蚌埠市"])
    assert listed["340300"] == "蚌埠市"
    assert {"340321", "340300-Z1"} <= set(listed)
    assert list(groups)[-1] == "省级"


def test_regions_can_be_limited_to_what_one_covers(session: Session) -> None:
    groups = region_choices(session, frozenset({"340321"}))
    assert [code for listed in groups.values() for code, _name in listed] == ["340321", "340321-Z1"]


def test_units_with_nearly_the_same_name_are_found(session: Session) -> None:
    row = make_organization(session, name="淮滨精密铸造有限公司")
    near = make_organization(session, name="淮滨精密铸造有限责任公司")
    make_organization(session, name="皖北生物化工研究所")
    assert [(other.id, likeness > 80) for other, likeness in similar_units(session, row)] == [(near.id, True)]


def test_who_has_left_for_good_is_no_member(session: Session) -> None:
    unit = make_organization(session)
    stays, leaves = make_member(session, unit), make_member(session, unit)
    transact(session, lambda inner: ACCOUNT.apply(inner, inner.get_one(User, leaves.id), "erase", actor=MAKER))
    assert [entry.user_id for entry in session.scalars(member_grants(unit.id))] == [stays.id]
