"""How long officials wait for their figures when the ledgers are full.

Fills a new database with CONTRACTS contracts and DEALS deals (made up, from a fixed seed), then
asks the county board, the rows behind a figure and their files RUNS times through the application;
prints the median and the largest time, the processor's time of this process and the number of SQL
statements. On SQLite and on a PostgreSQL of its own, unless one is named. Nothing is asserted.

    PYTHONPATH=. python benchmarks/bench_statistics.py [sqlite | postgresql]
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from bench_pages import measure, officer
from sqlalchemy import text

from matchmaker.app import create_app
from matchmaker.cli.seed import accept
from matchmaker.core import migrations
from matchmaker.core.unit_of_work import transact
from matchmaker.web.extensions import db
from tests.support.databases import BACKENDS
from tests.support.postgres import TEMPLATE, Cluster
from tests.unit.statistics.recount import make_deals, make_ledger

CONTRACTS, DEALS = 50_000, 20_000
ONE_PLACE = "metric=absorbed_amount&place=怀远县"
PAGES = (
    ("县区指标", "/statistics?year=2025"),
    ("转化成果", "/statistics?year=2025&metric=results"),
    ("明细", f"/statistics/rows?year=2025&{ONE_PLACE}"),
    ("全部明细", "/statistics/rows?year=2025&metric=output_amount"),
    ("成果明细", "/statistics/rows?year=2025&metric=results"),
    ("明细 CSV", f"/statistics/export-rows?year=2025&{ONE_PLACE}&format=csv"),
    ("明细 Excel", f"/statistics/export-rows?year=2025&{ONE_PLACE}"),
    ("全部 CSV", "/statistics/export-rows?year=2025&metric=absorbed_amount&format=csv"),
    ("全部 Excel", "/statistics/export-rows?year=2025&metric=absorbed_amount"),
    ("成果 Excel", "/statistics/export-rows?year=2025&metric=results"),
    ("漏斗", "/statistics/funnel?year=2025"),
    ("工作情况", "/statistics/work?year=2025"),
    ("供需缺口", "/statistics/gap"),
)


def main() -> None:
    """Fill, ask, print."""
    for backend in sys.argv[1:] or BACKENDS:
        with tempfile.TemporaryDirectory() as folder, database(backend, folder) as url:
            os.environ |= {"MATCHMAKER_DATA_DIR": folder, "MATCHMAKER_DATABASE_URL": url}
            app = create_app()
            with app.app_context():
                accept.build(db.session)
                make_ledger(db.session, CONTRACTS)
                db.session.close()
                db.engine.dispose()  # PostgreSQL would go on checking keys by plans for empty tables
                make_deals(db.session, DEALS)
                transact(db.session, lambda session: session.execute(text("ANALYZE")))
            print(f"{backend}：合同 {CONTRACTS}，对接 {DEALS}")
            with officer(app) as client:
                for label, path in PAGES:
                    measure(app, client, label, path)


@contextmanager
def database(backend: str, folder: str) -> Iterator[str]:
    """The address of a migrated database that is there for as long as it is asked."""
    if backend == "sqlite":
        url = f"sqlite:///{folder}/bench.sqlite"
        migrations.upgrade(url)
        yield url
        return
    cluster, keeper = Cluster.reserve()
    try:
        cluster.start(migrations.upgrade)
        yield cluster.url(TEMPLATE)
    finally:
        if keeper.stdin:
            keeper.stdin.close()
        keeper.wait()


if __name__ == "__main__":
    main()
