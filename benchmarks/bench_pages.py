"""How long the officer's queue and the public search take on the present installation.

Reads the installation that the environment names (MATCHMAKER_DATA_DIR,
MATCHMAKER_DATABASE_URL) and asks each page RUNS times through the application
itself, after one warm-up; prints the median, the largest, the median of what the
processor did for this process (not for PostgreSQL's) and the number of SQL
statements. Nothing is asserted. A temporary officer session is opened and closed.

    MATCHMAKER_DATA_DIR=var python benchmarks/bench_pages.py
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, inspect, select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User, UserSession
from matchmaker.accounts.services.sessions import close_session, open_session, token_hash
from matchmaker.app import create_app
from matchmaker.catalog.models import Achievement, Need
from matchmaker.core.authz import Role
from matchmaker.core.unit_of_work import transact
from matchmaker.matching.models import Suggestion
from matchmaker.organizations.models import RoleGrant
from matchmaker.web.actor import cookie_name
from matchmaker.web.extensions import db

RUNS = 25
PAGES = (
    ("队列", "/suggestions"),
    ("队列第 5 页", "/suggestions?page=5"),
    ("成果列表", "/achievements"),
    ("成果搜索（常见词）", "/achievements?q=材料"),
    ("成果搜索（两个词）", "/achievements?q=锂电池 制备"),
    ("成果第 50 页", "/achievements?page=50"),
    ("需求搜索", "/needs?q=研发"),
    ("全站搜索", "/search?q=检测"),
    ("匹配质量", "/quality"),
)


def main() -> None:
    """Print one line a page."""
    app = create_app()
    with app.app_context():
        if not is_filled():
            print("页面：这里还没有装好的站点（先 make demo，或设 MATCHMAKER_DATA_DIR），没有可量的。")
            return
        counts = [
            db.session.scalar(select(func.count()).select_from(model)) for model in (Achievement, Need, Suggestion)
        ]
        engine = db.engine.dialect.name
    print(f"{engine}：成果 {counts[0]}，需求 {counts[1]}，推荐 {counts[2]}；每页 {RUNS} 次")
    with officer(app) as client:
        for label, path in PAGES:
            measure(app, client, label, path)


def is_filled() -> bool:
    """Whether there is a database, and an officer in it."""
    if not inspect(db.engine).has_table(RoleGrant.__tablename__):
        return False
    return db.session.scalar(select(RoleGrant.id).where(RoleGrant.role == Role.OFFICER).limit(1)) is not None


def measure(app: Flask, client: FlaskClient, label: str, path: str) -> None:
    """Ask one page again and again."""
    status = client.get(path).status_code
    statements = count(app, client, path)
    times, works = [], []
    for _run in range(RUNS):
        begun, work = time.perf_counter(), time.process_time()
        client.get(path)
        times.append((time.perf_counter() - begun) * 1000)
        works.append((time.process_time() - work) * 1000)
    middle, most, work = statistics.median(times), max(times), statistics.median(works)
    print(f"{label:12} {status}  中位 {middle:7.1f} ms  最大 {most:7.1f} ms  CPU {work:7.1f} ms  SQL {statements}")


def count(app: Flask, client: FlaskClient, path: str) -> int:
    """How many SQL statements one answer takes, the session's own look-up included."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    client.get(path)
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)


@contextmanager
def officer(app: Flask) -> Iterator[FlaskClient]:
    """A browser signed in as some officer of the installation."""
    with app.app_context():
        grant = db.session.scalars(select(RoleGrant).where(RoleGrant.role == Role.OFFICER).limit(1)).one()
        user = db.session.get_one(User, grant.user_id)
        token = transact(db.session, lambda session: open_session(session, user.id))
        name = cookie_name()
    client = app.test_client()
    client.set_cookie(name, token)
    try:
        yield client
    finally:
        with app.app_context():
            transact(db.session, lambda session: _close(session, token))


def _close(session: Session, token: str) -> None:
    row = session.scalars(select(UserSession).where(UserSession.token_hash == token_hash(token))).one()
    close_session(session, row.id)


if __name__ == "__main__":
    main()
