"""What happened in the demo city shows every part of the work."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.config import Settings
from matchmaker.core.db import make_engine, make_sessions
from matchmaker.deals.models import Deal
from matchmaker.deals.workflow import DEAL
from matchmaker.matching.models import Suggestion
from matchmaker.scouting.models import ContactLog, Lead


@pytest.fixture
def city(demo_city: Settings) -> Iterator[Session]:
    engine = make_engine(demo_city.database_url)
    with make_sessions(engine)() as session:
        yield session
    engine.dispose()


def test_there_is_a_deal_at_every_stage(city: Session) -> None:
    assert set(city.scalars(select(Deal.state))) == {state.value for state in DEAL.states}


def test_officers_have_approved_held_and_rejected(city: Session) -> None:
    assert {"approved", "held", "rejected"} <= set(city.scalars(select(Suggestion.state)))


def test_scouts_have_visited_and_found(city: Session) -> None:
    assert len(set(city.scalars(select(ContactLog.scout_id)))) > 1
    assert {"open", "registered", "dropped"} <= set(city.scalars(select(Lead.state)))
