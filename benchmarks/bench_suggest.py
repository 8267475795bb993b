"""How long suggestions and searches take beside a scan of all titles; printed, never asserted.

    .venv/bin/python benchmarks/bench_suggest.py [--records 10000 100000] [--rounds 15]

Records are recombined from the texts of the demo city, as in `bench_search.py`, whose databases it
uses: SQLite in a temporary folder, PostgreSQL at MATCHMAKER_BENCH_POSTGRESQL (an empty database; one
size a run). Each line gives the median of an answer, its statements, and its ratio to one LIKE over
the titles of all achievements in the same run, which knows no pinyin.
"""

import argparse
import os
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench_search import fill, measure
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.app import create_app
from matchmaker.catalog.models import Achievement, SearchPhrase, SearchPhraseUse
from matchmaker.catalog.search.phrases import miscounted, recount
from matchmaker.config import from_environment
from matchmaker.core import clock
from matchmaker.core.db import make_engine, make_sessions
from matchmaker.core.unit_of_work import transact
from matchmaker.matching.tuning.models import EngineTuning

TYPED = ("b", "bl", "bo", "boli", "rxbl", "taocimo", "玻", "玻璃", "柔性玻璃 qh", "材料 gong", "璃基板", "zzzz")
PAGES = ("/achievements", "/achievements?q=玻璃", "/achievements?q=刚玉", "/search?q=材料", "/achievements.atom?q=玻璃")
BATCH = 500


def prepared(url: str, count: int) -> tuple[int, int, float]:
    """Fill the database; phrases, their uses, and the seconds that counting them took."""
    fill(url, count, titles_only=False)
    engine = make_engine(url)
    with make_sessions(engine)() as session:
        began = time.perf_counter()
        counted = miscounted(session)
        session.rollback()
        for start in range(0, len(counted), BATCH):
            batch = counted[start : start + BATCH]
            transact(session, lambda inner, batch=batch: recount(inner, batch))
        seconds = time.perf_counter() - began
        groups = [["玻璃", "刚玉", "蓝宝石"]]
        live = EngineTuning(origin="lexicon", state="live", live_at=clock.now(), synonyms=groups)
        transact(session, lambda inner: inner.add(live))
        phrases, uses = (
            session.scalar(select(func.count()).select_from(each)) or 0 for each in (SearchPhrase, SearchPhraseUse)
        )
    engine.dispose()
    return phrases, uses, seconds


def scan(url: str, rounds: int) -> float:
    """The median of a LIKE over all titles, in ms."""
    engine, times = make_engine(url), []
    query = select(Achievement.id, Achievement.title).where(Achievement.title.like("%柔性玻璃%")).limit(1000)
    with Session(engine) as session:
        for _turn in range(rounds):
            began = time.perf_counter()
            session.execute(query).all()
            times.append((time.perf_counter() - began) * 1000)
    engine.dispose()
    return statistics.median(times)


def report(app: Flask, path: str, rounds: int, against: float) -> None:
    """One line about one address."""
    median, slowest, statements, _hits = measure(app, path, rounds)
    ratio = median / against
    print(f"{median:8.1f} ms {ratio:6.2f} of a scan {slowest:8.1f} ms slowest {statements:3} statements  {path}")


def run(url: str, folder: str, count: int, rounds: int) -> None:
    """Fill and measure one database."""
    phrases, uses, seconds = prepared(url, count)
    app = create_app(from_environment({"MATCHMAKER_DATABASE_URL": url, "MATCHMAKER_DATA_DIR": folder}))
    against = scan(url, rounds)
    name = url.split(":", 1)[0]
    print(f"{name}: {count} achievements, {phrases} phrases used {uses} times, counted in {seconds:.1f} s")
    print(f"{against:8.1f} ms   a LIKE over all titles")
    for typed in TYPED:
        report(app, f"/search/suggestions?q={typed}", rounds, against)
    for page in PAGES:
        report(app, page, rounds, against)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=15)
    arguments = parser.parse_args()
    postgresql = os.environ.get("MATCHMAKER_BENCH_POSTGRESQL")
    for count in arguments.records:
        with TemporaryDirectory(prefix="matchmaker-bench-") as folder:
            url = postgresql or f"sqlite:///{Path(folder) / 'bench.sqlite'}"
            run(url, folder, count, arguments.rounds)


if __name__ == "__main__":
    main()
