"""What happened in the demo city shows every part of the work."""

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.config import Settings
from matchmaker.core.db import make_engine, make_sessions
from matchmaker.deals.models import Deal
from matchmaker.deals.workflow import DEAL
from matchmaker.engine import ENGINE_VERSION
from matchmaker.matching.models import Level, Suggestion, SuggestionState
from matchmaker.matching.quality import Period, quality
from matchmaker.matching.tuning.judging import Verdict, verdict_of
from matchmaker.matching.tuning.models import EngineTuning, TuningState
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


def test_nothing_was_decided_before_it_was_suggested(city: Session) -> None:
    early = select(func.count()).select_from(Suggestion).where(Suggestion.decided_at < Suggestion.created_at)
    assert city.scalar(early) == 0


def test_what_waits_for_a_decision_is_new_but_a_weak_pair_of_each_need(city: Session) -> None:
    good = (Level.STRONG, Level.FAIR)
    waiting = select(Suggestion).where(Suggestion.state == SuggestionState.PROPOSED, Suggestion.level.in_(good))
    newest = city.scalar(select(func.max(Suggestion.created_at)))
    assert newest is not None
    assert all((newest - row.created_at).days == 0 for row in city.scalars(waiting))


def test_the_quality_page_has_every_figure(city: Session) -> None:
    found = quality(city, Period.YEAR)
    assert all(share.whole for share in found.rates.values())
    assert found.reasons
    spreads = [each.days for each in found.waits.values()]
    assert [days.median <= 30 for days in spreads if days is not None] == [True, True]


def test_a_lexicon_is_in_use_and_does_the_judged_set_no_harm(city: Session) -> None:
    row = city.scalars(select(EngineTuning)).one()
    assert row.state == TuningState.LIVE
    assert verdict_of(row) is not Verdict.WORSE
    assert row.comparison["frozen"]["ndcg_at_10"]["low"] > -0.01
    tuned = set(city.scalars(select(Suggestion.engine_version)))
    assert tuned == {f"{ENGINE_VERSION}+{row.id}"}
