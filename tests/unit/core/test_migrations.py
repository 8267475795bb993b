"""The database can be taken up and down with data in it, and is what the classes say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from matchmaker.app.metadata import METADATA
from matchmaker.core import append_only, audit, migrations
from matchmaker.core.db import make_engine, make_sessions
from tests.factories.accounts import make_officer, make_scout
from tests.factories.deals import make_deal
from tests.factories.scouting import make_lead
from tests.support.snapshot import changed, snapshot, tables


def revisions() -> list[str]:
    """From the newest to the oldest."""
    script = ScriptDirectory.from_config(migrations.configuration("sqlite://"))
    return [each.revision for each in script.walk_revisions()]


@pytest.fixture
def empty(empty_database_url: str) -> Iterator[Engine]:
    engine = make_engine(empty_database_url)
    yield engine
    engine.dispose()


def populate(engine: Engine) -> None:
    with make_sessions(engine)() as session:
        make_deal(session)
        make_officer(session)
        make_lead(session, make_scout(session))


def url_of(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def test_the_classes_are_what_the_migrations_make(database_url: str) -> None:
    assert migrations.check(database_url, METADATA) == []


def test_a_missing_column_is_noticed(engine: Engine, database_url: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE notice DROP COLUMN href"))
    assert migrations.check(database_url, METADATA)


def test_every_step_goes_down_and_up_with_data(empty: Engine) -> None:
    """What a lower step does not know is lost; every table it knows keeps its rows."""
    url = url_of(empty)
    migrations.upgrade(url)
    populate(empty)
    newest, *older = [*revisions(), "base"]
    for revision in older:
        before = snapshot(empty)
        empty.dispose()
        migrations.downgrade(url, revision)
        kept = tables(empty)
        assert changed({table: before[table] for table in kept}, snapshot(empty)) == []
    assert tables(empty) == []
    migrations.upgrade(url)
    populate(empty)
    assert migrations.check(url, METADATA) == []
    assert newest == revisions()[0]


def test_the_trail_and_its_guards_survive_going_down_and_up(empty: Engine) -> None:
    url = url_of(empty)
    migrations.upgrade(url)
    populate(empty)
    first = revisions()[-1]
    migrations.downgrade(url, first)
    migrations.upgrade(url)
    with Session(empty) as session:
        assert append_only.missing(session) == []
        verdict = audit.verify(session)
    assert verdict.problem is None
    assert verdict.entries > 5


def test_upgrading_twice_changes_nothing(empty: Engine) -> None:
    migrations.upgrade(url_of(empty))
    before = snapshot(empty)
    migrations.upgrade(url_of(empty))
    assert changed(before, snapshot(empty)) == []
