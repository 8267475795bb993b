"""How long the public search takes; printed, never asserted.

    .venv/bin/python benchmarks/bench_search.py [--records 6715] [--rounds 15] [--titles-only]

Records are recombined from the texts of the demo city. SQLite is measured in a temporary folder;
for PostgreSQL set MATCHMAKER_BENCH_POSTGRESQL to the address of an empty database. Each line gives
the median and the slowest answer of a whole page, its statements, and its hits.
"""

import argparse
import json
import os
import random
import re
import statistics
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from sqlalchemy import event, insert, text
from sqlalchemy.orm import Session

from matchmaker.app import create_app
from matchmaker.catalog.models import Achievement, Need
from matchmaker.catalog.search import index_record
from matchmaker.config import from_environment
from matchmaker.core import clock, migrations
from matchmaker.core.db import make_engine, make_sessions
from matchmaker.core.money import FEN_PER_WAN
from matchmaker.organizations.models import Organization
from matchmaker.web.extensions import db

DATA = Path(__file__).resolve().parents[1] / "matchmaker/cli/seed/data"
REGIONS = ("340302", "340303", "340304", "340311", "340321", "340300-Z1", "340602", "341602", "320000")
PAGES = (
    "/achievements",
    "/achievements?page=100",
    "/achievements?field=new_materials&stage=middle&region=340300",
    "/achievements?sort=price",
    "/achievements?q=玻璃",
    "/achievements?q=工艺",
    "/achievements?q=柔性玻璃 离子交换强化&mode=license_ordinary",
    "/achievements?q=钙钛矿叠层电池",
    "/achievements?q=飞机",
    "/search?q=材料",
    "/needs?q=检测",
    "/achievements/{middle}",
)
BATCH = 500


def texts(name: str) -> list[dict[str, Any]]:
    """The demo city's records of one kind."""
    found: list[dict[str, Any]] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return found


def recombined(name: str, count: int, draw: random.Random, *, titles_only: bool) -> Iterator[dict[str, Any]]:
    """``count`` published records of ``organization`` 1, the same every time."""
    rows = texts(name)
    pieces = [piece for row in rows for piece in re.split(r"(?<=[^0-9]{4})的|与|和", row["title"]) if len(piece) > 1]
    is_need = name == "needs"
    long = ("background", "problem") if is_need else ("summary", "problem_solved", "advantage")
    now = clock.now()
    for number in range(count):
        row, published = draw.choice(rows), now - timedelta(minutes=number)
        price = draw.choice((None, 20, 60, 150, 700))
        yield {
            "title": "".join(draw.sample(pieces, 2))[:120],
            "title_key": f"{draw.random():.12f}",
            "one_liner": "" if titles_only else row["one_liner"][:60],
            **{column: "" if titles_only else draw.choice(rows)[column] or "" for column in long},
            "field_code": row["field"],
            "industry_code": row["industry"],
            "region_code": draw.choice(REGIONS),
            "disclosure": "public",
            "organization_id": 1,
            "state": "published",
            "published_at": published,
            "confirmed_at": published,
            **(_need(row, price) if is_need else _achievement(row, price)),
        }


def _need(row: dict[str, Any], price: int | None) -> dict[str, Any]:
    return {
        "need_type": row["need_type"],
        "budget": None if price is None else price * FEN_PER_WAN,
        "cooperation_modes": row["cooperation_modes"],
    }


def _achievement(row: dict[str, Any], price: int | None) -> dict[str, Any]:
    return {
        "trl": row["trl"],
        "price_min": None if price is None else price * FEN_PER_WAN,
        "transfer_modes": row["transfer_modes"],
    }


def fill(url: str, count: int, *, titles_only: bool) -> None:
    """Migrate the database and put ``count`` achievements and a fifth as many needs into it."""
    migrations.upgrade(url)
    engine = make_engine(url)
    draw = random.Random(2024)  # noqa: S311 - a repeatable corpus, no secret
    owner = {"id": 1, "kind": "university", "name": "测试理工学院", "region_code": "340304", "state": "verified"}
    with make_sessions(engine)() as session:
        session.execute(insert(Organization), [owner])
        for model, name, number in ((Achievement, "achievements", count), (Need, "needs", count // 5)):
            session.execute(insert(model), list(recombined(name, number, draw, titles_only=titles_only)))
            session.flush()
            _index(session, model, number)
        session.commit()
        if engine.dialect.name == "postgresql":
            session.execute(text("ANALYZE"))
            session.commit()
    engine.dispose()


def _index(session: Session, model: type[Achievement | Need], number: int) -> None:
    for start in range(1, number + 1, BATCH):
        query = session.query(model).where(model.id >= start, model.id < start + BATCH)
        for row in query:
            index_record(session, row)
        session.flush()
        session.expunge_all()


def measure(app: Flask, path: str, rounds: int) -> tuple[float, float, int, str]:
    """Median and slowest answer in ms, statements, and what the page says of its hits."""
    client, seen, times, answer = app.test_client(), [], [], ""
    with app.app_context():
        engine = db.engine
    note = lambda *each: seen.append(each[2])  # noqa: E731
    event.listen(engine, "before_cursor_execute", note)
    for turn in range(rounds + 1):
        seen.clear()
        began = time.perf_counter()
        answer = client.get(path).get_data(as_text=True)
        if turn:  # the first fills caches
            times.append((time.perf_counter() - began) * 1000)
    event.remove(engine, "before_cursor_execute", note)
    hits = re.search(r"共 ([0-9]+) 条", answer)
    statements = [each for each in seen if not each.startswith("BEGIN")]
    return statistics.median(times), max(times), len(statements), hits[1] if hits else "-"


def run(url: str, folder: str, arguments: argparse.Namespace) -> None:
    """Fill and measure one database."""
    began = time.perf_counter()
    fill(url, arguments.records, titles_only=arguments.titles_only)
    environment = {"MATCHMAKER_DATABASE_URL": url, "MATCHMAKER_DATA_DIR": folder}
    app = create_app(from_environment(environment))
    name = url.split(":", 1)[0]
    print(f"{name}: {arguments.records} achievements, filled and indexed in {time.perf_counter() - began:.0f} s")
    for path in PAGES:
        address = path.format(middle=arguments.records // 2)
        median, slowest, statements, hits = measure(app, address, arguments.rounds)
        print(f"{median:8.1f} ms median {slowest:8.1f} ms slowest {statements:3} statements {hits:>6} hits  {address}")


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=6715)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--titles-only", action="store_true", help="records without texts, as from a bare import")
    arguments = parser.parse_args()
    with TemporaryDirectory(prefix="matchmaker-bench-") as folder:
        run(f"sqlite:///{folder}/bench.sqlite", folder, arguments)
        postgresql = os.environ.get("MATCHMAKER_BENCH_POSTGRESQL")
        if postgresql:
            run(postgresql, folder, arguments)
        else:
            print("postgresql: not measured, MATCHMAKER_BENCH_POSTGRESQL is not set")


if __name__ == "__main__":
    main()
