"""`matchmaker db` and `check`: the database can be made, taken back, compared and judged."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text
from sqlalchemy.orm import Session

from matchmaker.config import Settings, from_environment
from matchmaker.core import append_only
from matchmaker.core.db import make_engine
from matchmaker.deals.models import Deal
from tests.factories.deals import make_deal
from tests.support.command import Command


@pytest.fixture
def fresh(empty_database_url: str, tmp_path: Path) -> Command:
    """The command line of an installation whose database has no tables yet."""
    places = {
        "MATCHMAKER_ENV": "testing",
        "MATCHMAKER_DATABASE_URL": empty_database_url,
        "MATCHMAKER_DATA_DIR": str(tmp_path / "new" / "var"),
    }
    return Command(from_environment(places))


def _tables(settings: Settings) -> set[str]:
    engine = make_engine(settings.database_url)
    found = set(inspect(engine).get_table_names()) - {"alembic_version"}
    engine.dispose()
    return found


def test_up_and_down_and_up_again(fresh: Command) -> None:
    fresh("db", "upgrade")
    made = _tables(fresh.settings)
    fresh("db", "downgrade", "base")
    assert _tables(fresh.settings) == set()
    fresh("db", "upgrade")
    assert _tables(fresh.settings) == made


def test_models_and_migrations_agree(command: Command) -> None:
    assert "一致" in command("db", "check").stderr


def test_a_difference_is_named(command: Command, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE region ADD COLUMN surprise INTEGER"))
    assert "surprise" in command("db", "check", code=1).stderr


def test_without_a_database_the_next_step_is_told(fresh: Command) -> None:
    assert "matchmaker db upgrade" in fresh("check", code=1).stderr


def test_a_database_in_order_passes(command: Command) -> None:
    document = command.json("check")
    assert (document["ok"], document["breaches"]) == (True, [])


def test_a_broken_rule_is_named_with_its_rows(command: Command, session: Session, engine: Engine) -> None:
    deal = make_deal(session)
    suggestion = session.get_one(Deal, deal.id).suggestion_id
    with engine.begin() as connection:
        connection.execute(text("UPDATE suggestion SET state = 'proposed' WHERE id = :id"), {"id": suggestion})
    breaches = command.json("check", code=1)["breaches"]
    assert [breach["name"] for breach in breaches] == ["deal_suggestion_approved"]
    assert breaches[0]["rows"]


def test_a_missing_guard_is_a_breach(command: Command, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text(append_only.removal("security_event", engine.dialect.name)[0]))
    assert command.json("check", code=1)["ok"] is False
