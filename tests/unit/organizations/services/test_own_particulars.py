"""What a unit stated itself is known until an officer states otherwise."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries import actor_of_user
from matchmaker.organizations.services.edit_organization import edit_organization
from matchmaker.organizations.services.own_particulars import own_fields
from tests.factories.accounts import make_member, make_officer
from tests.factories.organizations import make_enterprise


def test_the_last_word_counts(session: Session) -> None:
    firm = make_enterprise(session)
    member, officer = (actor_of_user(session, each) for each in (make_member(session, firm), make_officer(session)))

    def edit(values: dict[str, str], actor: object) -> dict[int, set[str]]:
        def call(inner: Session) -> None:
            edit_organization(inner, inner.get_one(Organization, firm.id), values, actor=actor)  # type: ignore[arg-type]  # one of two actors

        transact(session, call)
        return own_fields(session, [firm.id])

    for _twice in range(2):
        edit({"address": "滨河路 1 号", "contact_name": "乙"}, member)
        assert edit({"address": "滨河路 2 号"}, member)[firm.id] >= {"address", "contact_name"}
    assert "address" not in edit({"address": "滨河路 3 号"}, officer)[firm.id]
