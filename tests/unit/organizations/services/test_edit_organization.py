"""Particulars change under the eyes of whoever answers for them."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core.audit import AuditEntry
from matchmaker.core.authz import Actor, Role
from matchmaker.core.errors import Forbidden, NotFound, StaleVersion
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.models import Organization, OrganizationState
from matchmaker.organizations.services.edit_organization import edit_organization
from tests.factories.organizations import make_organization


def insider(row: Organization) -> Actor:
    return Actor(kind="user", roles=frozenset({Role.ENTERPRISE}), organization_ids=frozenset({row.id}))


def edit(
    session: Session, row: Organization, actor: Actor, version: int | None = None, **values: object
) -> Organization:
    transact(
        session,
        lambda inner: edit_organization(
            inner, inner.get_one(Organization, row.id), values, actor=actor, version=version
        ),
    )
    return session.get_one(Organization, row.id)


def test_the_trace_names_the_fields_not_their_content(session: Session) -> None:
    row = make_organization(session)
    edit(session, row, insider(row), contact_name="李四", address="示范大道 1 号")
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "organization.changed")).one()
    assert entry.detail == {"fields": ["address", "contact_name"]}


def test_own_people_never_change_the_kind(session: Session) -> None:
    row = make_organization(session, state=OrganizationState.UNVERIFIED)
    assert edit(session, row, insider(row), kind="bureau", name="新名称").kind == "enterprise"


@pytest.mark.parametrize(
    ("actor", "error"),
    [
        (Actor(kind="user", roles=frozenset({Role.ENTERPRISE}), organization_ids=frozenset({0})), NotFound),
        (Actor(kind="user", roles=frozenset({Role.OFFICER}), region_codes=frozenset({"340400"})), NotFound),
        (Actor(kind="user", roles=frozenset({Role.SCOUT})), Forbidden),
    ],
)
def test_strangers_change_nothing(session: Session, actor: Actor, error: type[Exception]) -> None:
    with pytest.raises(error):
        edit(session, make_organization(session), actor, address="别处")


def test_a_stale_version_is_refused(session: Session) -> None:
    row = make_organization(session)
    with pytest.raises(StaleVersion):
        edit(session, row, insider(row), version=row.version - 1, address="别处")
