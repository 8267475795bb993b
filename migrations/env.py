"""Alembic's way in: the address comes from the caller, the tables from the app.

On SQLite a batch migration rebuilds a table; with foreign keys on, dropping
the old one would delete all rows that refer to it. So they are switched off
before BEGIN and checked afterwards.
"""

from __future__ import annotations

from alembic import context
from sqlalchemy import create_engine, text

from matchmaker.app.metadata import METADATA
from matchmaker.config import from_environment
from matchmaker.core.migrations import include_object


def run() -> None:
    url = context.config.attributes.get("url") or from_environment().database_url
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.execute(text("PRAGMA foreign_keys=OFF"))
                connection.commit()
            context.configure(
                connection=connection,
                target_metadata=METADATA,
                render_as_batch=True,
                compare_type=True,
                include_object=include_object,
                transaction_per_migration=False,
            )
            with context.begin_transaction():
                context.run_migrations()
                if connection.dialect.name == "sqlite":
                    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
                    if broken:
                        raise RuntimeError(f"foreign keys broken by a migration: {broken[:5]}")
    finally:
        engine.dispose()


run()
