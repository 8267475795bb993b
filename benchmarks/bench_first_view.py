"""What a first view of the main pages costs somebody on an old network, in a real browser.

Serves the installation that the environment names (MATCHMAKER_DATA_DIR,
MATCHMAKER_DATABASE_URL) with gunicorn as in production, opens each page RUNS times in
Chromium with nothing kept from before, and prints bytes as transferred, requests, how far
content moved while loading (cumulative layout shift) and the median time until the largest
part stood there. Temporary sessions are opened and closed.

    MATCHMAKER_DATA_DIR=var python benchmarks/bench_first_view.py
"""

from __future__ import annotations

import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from urllib.error import URLError
from urllib.request import urlopen

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from sqlalchemy import inspect, select

from matchmaker.accounts.models import User, UserSession
from matchmaker.accounts.services.sessions import close_session, open_session
from matchmaker.accounts.tokens import token_hash
from matchmaker.app import create_app
from matchmaker.catalog.models import Achievement
from matchmaker.cli.demo import commands
from matchmaker.core.authz import Role
from matchmaker.core.unit_of_work import transact
from matchmaker.matching.models import Suggestion
from matchmaker.organizations.models import RoleGrant
from matchmaker.web.actor import cookie_name
from matchmaker.web.extensions import db

RUNS = 5
MOST_BYTES = 200_000
# Nothing in the two decimals in which the measure is told; a word may settle by a pixel.
MOST_MOVED = 0.001
PHONE = {"width": 375, "height": 800}
SECONDS_TO_START = 60
WATCH = """
window.moved = 0; window.largest = 0;
new PerformanceObserver(list => list.getEntries().forEach(each => window.moved += each.value))
  .observe({type: "layout-shift", buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(each => window.largest = each.startTime))
  .observe({type: "largest-contentful-paint", buffered: true});
"""
PAINTED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"


@dataclass(frozen=True)
class View:
    """One first view of a page."""

    bytes: int
    requests: int
    moved: float
    largest_ms: float


def first_view(context: BrowserContext, path: str) -> View:
    """Open ``path`` in a window of ``context``, which must have kept no files from before.

    Raises ValueError when the page does not answer with 200.
    """
    page = context.new_page()
    page.add_init_script(WATCH)
    network = context.new_cdp_session(page)
    sizes: list[int] = []
    network.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    network.send("Network.enable")
    answer = page.goto(path, wait_until="networkidle")
    if answer is None or answer.status != HTTPStatus.OK:
        raise ValueError(f"{path}: {answer and answer.status}")
    page.evaluate(PAINTED)
    moved, largest = page.evaluate("[window.moved, window.largest]")
    page.close()
    return View(sum(sizes), len(sizes), moved, largest)


def main() -> None:
    """Print one line a page."""
    app = create_app()
    with app.app_context():
        if not inspect(db.engine).has_table(RoleGrant.__tablename__) or not db.session.scalar(select(Suggestion.id)):
            print("首屏：这里还没有装好的站点（先 make demo，或设 MATCHMAKER_DATA_DIR），没有可量的。")
            return
        record = db.session.scalar(select(Achievement.id).where(Achievement.state == "published"))
        pair = db.session.scalar(select(Suggestion.id).where(Suggestion.state == "proposed"))
    pages: list[tuple[str, str, Role | None]] = [
        ("首页", "/", None),
        ("成果列表", "/achievements", None),
        ("成果页", f"/achievements/{record}", None),
        ("需求表单", "/needs/new", Role.ENTERPRISE),
        ("联络员队列", "/suggestions", Role.OFFICER),
        ("对照页", f"/suggestions/{pair}", Role.OFFICER),
    ]
    print(f"首屏，各 {RUNS} 次；上限：{MOST_BYTES / 1000:.0f} kB，移动 0")
    with served() as address, browser() as chromium:
        for label, path, role in pages:
            with cookie(app, role) as value:
                views = [_view(chromium, address, path, value) for _run in range(RUNS)]
            print(line(label, views))


def line(label: str, views: list[View]) -> str:
    """The largest of what must stay small, the median of what varies."""
    size, moved = max(each.bytes for each in views), max(each.moved for each in views)
    largest = statistics.median(each.largest_ms for each in views)
    kept = "合格" if size <= MOST_BYTES and moved < MOST_MOVED else "超限"
    return (
        f"{label:6} {size / 1000:7.1f} kB  请求 {views[0].requests:2}  移动 {moved:.3f}  "
        f"最大内容 中位 {largest:6.0f} ms  {kept}"
    )


def _view(chromium: Browser, address: str, path: str, value: dict[str, str] | None) -> View:
    context = chromium.new_context(base_url=address, viewport={"width": PHONE["width"], "height": PHONE["height"]})
    if value:
        context.add_cookies([{"name": value["name"], "value": value["value"], "url": address}])
    try:
        return first_view(context, path)
    finally:
        context.close()


@contextmanager
def browser() -> Iterator[Browser]:
    """The distribution's Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@contextmanager
def served() -> Iterator[str]:
    """The site on a free port, as ``make demo`` serves it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([sys.executable, *_arguments(port)])
    try:
        _wait(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _arguments(port: int) -> list[str]:
    return commands(port)["web"][1:]


def _wait(address: str) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        try:
            with urlopen(f"{address}/healthz"):  # noqa: S310 - our own address
                return
        except URLError:
            time.sleep(0.2)
    raise TimeoutError(address)


@contextmanager
def cookie(app: Flask, role: Role | None) -> Iterator[dict[str, str] | None]:
    """What signs somebody with ``role`` in, for as long as the block lasts."""
    if role is None:
        yield None
        return
    with app.app_context():
        grant = db.session.scalars(select(RoleGrant).where(RoleGrant.role == role).limit(1)).one()
        user = db.session.get_one(User, grant.user_id)
        token = transact(db.session, lambda session: open_session(session, user.id))
        name = cookie_name()
    try:
        yield {"name": name, "value": token}
    finally:
        with app.app_context():
            opened = select(UserSession.id).where(UserSession.token_hash == token_hash(token))
            transact(db.session, lambda session: close_session(session, session.scalars(opened).one()))


if __name__ == "__main__":
    main()
