"""`matchmaker seed`: a city to look at, never in production, and nothing twice."""

import json
import stat
from pathlib import Path

from sqlalchemy import create_engine, func, select

from matchmaker.accounts.models import User
from matchmaker.accounts.services.passwords import verify_password
from matchmaker.catalog.models import Achievement, Need
from matchmaker.cli.seed.commands import DEMO_ACCOUNTS
from matchmaker.config import Settings
from matchmaker.core.authz import Role
from matchmaker.matching.models import DuplicatePair, Suggestion
from tests.support.command import Command

LONG_KEY = "a production key of more than thirty-two characters"


def _counts(settings: Settings) -> list[int]:
    engine = create_engine(settings.database_url)
    with engine.connect() as connection:
        counts = [
            connection.scalar(select(func.count()).select_from(model)) or 0
            for model in (User, Achievement, Need, Suggestion)
        ]
    engine.dispose()
    return counts


def test_production_gets_no_invented_data(command: Command) -> None:
    for kind in ("demo", "accept"):
        result = command("seed", kind, code=1, MATCHMAKER_ENV="production", MATCHMAKER_SECRET_KEY=LONG_KEY)
        assert "生产环境" in result.stderr


def test_seeding_again_changes_nothing(demo_city: Settings, city_command: Command) -> None:
    before, accounts = _counts(demo_city), (demo_city.data_dir / DEMO_ACCOUNTS).read_bytes()
    city_command("seed", "demo")
    assert _counts(demo_city) == before
    assert (demo_city.data_dir / DEMO_ACCOUNTS).read_bytes() == accounts


def test_the_accounts_are_kept_for_the_owner_alone_and_let_one_in(demo_city: Settings) -> None:
    file = demo_city.data_dir / DEMO_ACCOUNTS
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    listed = json.loads(Path(file).read_text(encoding="utf-8"))["users"]
    assert {user["role"] for user in listed} == {role.value for role in Role if role is not Role.LINK}
    engine = create_engine(demo_city.database_url)
    with engine.connect() as connection:
        stored = connection.scalar(select(User.password_hash).where(User.login == listed[0]["login"]))
    engine.dispose()
    assert verify_password(stored, listed[0]["password"])


def test_the_city_keeps_every_rule_of_the_database(city_command: Command) -> None:
    assert city_command.json("check")["ok"]
    assert city_command.json("audit", "verify")["ok"]


def test_the_citys_worker_finds_what_was_entered_twice(demo_city: Settings, city_command: Command) -> None:
    city_command("worker", "--once")
    engine = create_engine(demo_city.database_url)
    with engine.connect() as connection:
        found = connection.execute(select(DuplicatePair.record_kind, DuplicatePair.state)).all()
    engine.dispose()
    assert sorted(found) == [("achievement", "open"), ("achievement", "open"), ("need", "open")]


def test_matching_the_city_again_changes_nothing(city_command: Command) -> None:
    city_command("match")
    again = city_command.json("match")
    assert (again["created"], again["updated"], again["superseded"]) == (0, 0, 0)
    assert again["unchanged"] > 0
