"""The database can be taken up and down with data in it, and is what the classes say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text
from sqlalchemy.orm import Session

from matchmaker.accounts.models import MailPreference, Notice
from matchmaker.accounts.topics import CHOSEN, MailMode, topic_of
from matchmaker.app.metadata import METADATA
from matchmaker.core import append_only, audit, migrations
from matchmaker.core.db import make_engine, make_sessions
from tests.factories.accounts import make_officer, make_scout, make_user
from tests.factories.deals import make_deal
from tests.factories.scouting import make_lead
from tests.support.snapshot import changed, snapshot, tables

Contents = dict[str, list[dict[str, Any]]]


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


def columns_of(engine: Engine) -> dict[str, set[str]]:
    return {table: {each["name"] for each in inspect(engine).get_columns(table)} for table in tables(engine)}


def contents(engine: Engine) -> Contents:
    with engine.connect() as connection:
        return {
            table: [dict(row) for row in connection.execute(text(f'SELECT * FROM "{table}"')).mappings()]
            for table in tables(engine)
        }


def _cut(rows: Contents, table: str, known: dict[str, set[str]]) -> list[str]:
    return sorted(repr([(name, row[name]) for name in sorted(known[table])]) for row in rows[table])


def test_who_takes_no_mail_is_kept_through_the_steps(empty: Engine) -> None:
    url = url_of(empty)
    migrations.upgrade(url)
    with make_sessions(empty)() as session:
        silent, other = make_user(session), make_user(session)
        silent_id, other_id = silent.id, other.id
        kinds = ("deal.closed", "deal.invited", "need.submitted", "need.published", "organization.verify", "x")
        for kind in kinds:
            session.add(Notice(user_id=other_id, dedup_key=kind, kind=kind, topic=topic_of(kind), title="消息"))
        nothing = dict.fromkeys(CHOSEN, MailMode.NONE)
        session.add(MailPreference(user_id=silent_id, **nothing))
        session.add(MailPreference(user_id=other_id, **nothing | {"duties": MailMode.DAILY}))
        session.commit()
    before = {row["kind"]: row["topic"] for row in contents(empty)["notice"]}
    empty.dispose()
    migrations.downgrade(url, "0011")
    with empty.connect() as connection:
        found = connection.execute(text("SELECT id FROM user_account WHERE NOT mail_notices")).scalars().all()
    assert found == [silent_id]
    empty.dispose()
    migrations.upgrade(url)
    with Session(empty) as session:
        assert session.query(MailPreference).one().user_id == silent_id
    assert {row["kind"]: row["topic"] for row in contents(empty)["notice"]} == before


def test_the_classes_are_what_the_migrations_make(database_url: str) -> None:
    assert migrations.check(database_url, METADATA) == []


def test_a_missing_column_is_noticed(engine: Engine, database_url: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE notice DROP COLUMN href"))
    assert migrations.check(database_url, METADATA)


def test_every_step_goes_down_and_up_with_data(empty: Engine) -> None:
    """What a lower step does not know is lost; every table and column it knows keeps its rows."""
    url = url_of(empty)
    migrations.upgrade(url)
    populate(empty)
    newest, *older = [*revisions(), "base"]
    for revision in older:
        before, columns = contents(empty), columns_of(empty)
        empty.dispose()
        migrations.downgrade(url, revision)
        known = {table: columns[table] & names for table, names in columns_of(empty).items()}
        assert [table for table in known if _cut(before, table, known) != _cut(contents(empty), table, known)] == []
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
