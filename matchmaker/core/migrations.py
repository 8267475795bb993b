"""Running the migrations from code: the same steps for commands and tests."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, MetaData

from matchmaker.core.db import make_engine

FOLDER = Path(__file__).resolve().parents[2] / "migrations"


def configuration(url: str) -> Config:
    """Alembic's configuration for ``url``; needs no ini file."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["url"] = url
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at ``url`` up to ``revision``."""
    command.upgrade(configuration(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Take the database at ``url`` down to ``revision``."""
    command.downgrade(configuration(url), revision)


def differences(engine: Engine, metadata: MetaData) -> list[object]:
    """What autogenerate would change; empty when models = migrations."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": include_object})
        return list(compare_metadata(context, metadata))


def include_object(_item: object, name: str | None, kind: str, reflected: bool, _other: object) -> bool:  # noqa: FBT001
    """Leave the full-text tables and indexes alone: they are made by hand in their migration."""
    by_hand = (name or "").startswith(("search_fts", "ix_search_entry_fts"))
    return not (kind in {"table", "index"} and reflected and by_hand)


def check(url: str, metadata: MetaData) -> list[object]:
    """``differences`` for a database address."""
    engine = make_engine(url)
    try:
        return differences(engine, metadata)
    finally:
        engine.dispose()
