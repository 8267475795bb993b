from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.core.authz import Actor
from matchmaker.organizations.queries import actor_of_user
from matchmaker.scouting.queries.contacts import contacts, leads, sees_remark
from tests.factories.accounts import make_member, make_officer, make_scout
from tests.factories.organizations import make_organization
from tests.factories.scouting import make_contact, make_lead, make_profile
from tests.unit.scouting.conftest import Field


def listed(session: Session, actor: Actor) -> tuple[int, int]:
    return len(session.scalars(contacts(actor)).all()), len(session.scalars(leads(actor)).all())


def test_scouts_see_their_own_officers_their_region(field: Field) -> None:
    make_contact(field.session, field.scout, field.unit)
    make_lead(field.session, field.scout)
    assert listed(field.session, field.actor(field.scout)) == (1, 1)
    assert listed(field.session, field.actor(field.officer)) == (1, 1)
    assert listed(field.session, field.actor(make_scout(field.session))) == (0, 0)
    assert listed(field.session, field.actor(make_officer(field.session, "340400"))) == (0, 0)


def test_the_remark_stays_within_the_scouts_unit(field: Field) -> None:
    row = make_contact(field.session, field.scout, field.unit)
    bureau = make_organization(field.session, name="测试派出单位")
    make_profile(field.session, field.scout, unit=bureau.name)
    colleague, stranger = make_member(field.session, bureau), field.officer
    for person, sees in ((field.scout, True), (colleague, True), (stranger, False)):
        assert sees_remark(field.session, actor_of_user(field.session, person), row) is sees
