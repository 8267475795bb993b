"""A PostgreSQL server of a benchmark's own: made as the suite makes one, but as durable as a real one."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATABASE = "bench"


@contextmanager
def own_postgres() -> Iterator[str]:
    """The address of an empty database on a server that is gone when the block ends.

    The suite runs its server without fsync, for its data lives for seconds. A measurement of
    writes would flatter itself by that, so this one keeps the server's own defaults.
    """
    sys.path.insert(0, str(ROOT))
    postgres = importlib.import_module("tests.support.postgres")
    postgres.SERVER_OPTIONS = ("listen_addresses=", "timezone=Asia/Shanghai")
    cluster, keeper = postgres.Cluster.reserve()
    try:
        cluster.start(lambda _url: None)
        cluster.create(DATABASE)
        yield cluster.url(DATABASE)
    finally:
        keeper.stdin.close()
        keeper.wait()
