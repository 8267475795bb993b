"""The demo city shows claims at every stage, each reckoned by the rule it stands on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.config import Settings
from matchmaker.core.db import make_engine, make_sessions
from matchmaker.deals.subsidies.models import Claim, ClaimState
from matchmaker.deals.subsidies.queries import files_of, in_use
from matchmaker.deals.subsidies.validity import Validity


@pytest.fixture
def city(demo_city: Settings) -> Iterator[Session]:
    engine = make_engine(demo_city.database_url)
    with make_sessions(engine)() as session:
        yield session
    engine.dispose()


def test_claims_and_policies_of_every_kind(city: Session) -> None:
    claims = city.scalars(select(Claim)).unique().all()
    assert {row.state for row in claims} == set(ClaimState) - {ClaimState.WITHDRAWN}
    assert all(files_of(city, row.id) for row in claims)
    assert any(row.contract_id for row in claims)
    stands = {version.validity() for version in in_use(city)}
    assert stands == {Validity.CURRENT, Validity.UNCONFIRMED, Validity.EXPIRED}
