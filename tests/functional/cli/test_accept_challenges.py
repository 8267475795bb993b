"""Challenges of the acceptance set can be opened and taken on by those who may."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.challenges.completeness import missing
from matchmaker.challenges.models import Challenge
from matchmaker.cli.seed import accept
from matchmaker.cli.seed.accept_challenges import STATES, objects
from matchmaker.core.authz import Role
from matchmaker.core.unit_of_work import transact
from tests.factories.accounts import make_user
from tests.factories.organizations import make_enterprise
from tests.support.page_client import PageClient


def test_the_issuer_reads_each_and_could_hand_in_the_draft(client: PageClient, session: Session) -> None:
    issuer = make_enterprise(session)
    made = transact(session, lambda inner: objects(inner, issuer, "x", actor=accept.SEEDER, walk=accept._walk))
    client.sign_in(make_user(session, Role.ENTERPRISE, organization=issuer))
    assert made.keys() == {state.value for state in STATES}
    for state, key in made.items():
        row = session.get_one(Challenge, key)
        assert row.state == state
        assert row.title in client.get(f"/challenges/{key}/case").text
    assert list(missing(session.get_one(Challenge, made["draft"]))) == []
