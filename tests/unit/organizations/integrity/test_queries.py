"""The register shows the bureau its city's entries, and an organisation its own."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.organizations.integrity.queries import integrity_entries, register
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_member, make_officer
from tests.factories.organizations import make_enterprise, make_integrity_notice


def test_each_sees_what_concerns_them(session: Session) -> None:
    here, elsewhere = make_enterprise(session), make_enterprise(session, region_code="340400")
    mine, other = make_integrity_notice(session, here), make_integrity_notice(session, elsewhere)
    seen = {
        who: [row.id for row in session.scalars(register(actor_of_user(session, user)))]
        for who, user in {
            "city": make_officer(session),
            "county": make_officer(session, "340304"),
            "member": make_member(session, here),
            "stranger": make_member(session, make_enterprise(session)),
        }.items()
    }
    assert seen == {"city": [mine.id], "county": [], "member": [mine.id], "stranger": []}
    assert list(session.scalars(register(actor_of_user(session, make_officer(session, "340400")), "entered"))) == []
    assert integrity_entries(session, elsewhere.id) == []
    assert other.region_code == "340400"
