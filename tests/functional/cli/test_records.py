"""The achievements and needs of the demo city, and what became of them."""

from collections import Counter
from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, Need, Refinement
from matchmaker.cli.seed import source
from matchmaker.config import Settings
from matchmaker.core import clock
from matchmaker.core.db import make_engine, make_sessions


@pytest.fixture
def city(demo_city: Settings) -> Iterator[Session]:
    engine = make_engine(demo_city.database_url)
    with make_sessions(engine)() as session:
        yield session
    engine.dispose()


@pytest.mark.parametrize(("model", "name", "least"), [(Achievement, "achievements", 60), (Need, "needs", 40)])
def test_every_record_of_the_data_is_there_once(
    city: Session, model: type[Achievement | Need], name: str, least: int
) -> None:
    keys = [key for key in city.scalars(select(model.external_id)) if key]
    assert Counter(keys) == Counter(f"demo:{row['key']}" for row in source.rows(name))
    assert len(keys) >= least


@pytest.mark.parametrize("model", [Achievement, Need])
def test_published_records_have_been_so_for_a_while(city: Session, model: type[Achievement | Need]) -> None:
    dates = list(city.scalars(select(model.published_at).where(model.state == "published")))
    assert dates
    assert all(date is not None and date < clock.now() for date in dates)


def test_some_needs_were_sharpened_with_the_owner_s_consent(city: Session) -> None:
    assert "agreed" in set(city.scalars(select(Refinement.state)))
