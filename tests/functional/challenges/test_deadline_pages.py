"""Real clients around a deadline: who got a receipt is opened, whose last byte came late is told so."""

from __future__ import annotations

import http.client
import json
import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from matchmaker.config import Settings
from matchmaker.core.idempotency import new_key
from matchmaker.web.actor import cookie_name
from tests.functional.challenges.test_bidding import TYPED
from tests.functional.challenges.test_canary_pages import BOUNDARY, body
from tests.functional.challenges.visits import here, visit
from tests.support.page_client import PageClient
from tests.unit.challenges.stage import Way, make_way
from tests.unit.challenges.test_deadline_race import wait_until

CLIENTS, SLOW, AFTER = 8, {2, 5}, {7}
AHEAD, SPREAD = timedelta(seconds=3), timedelta(milliseconds=200)
PATIENCE = 120


class Answer:
    """What a client got: the error's code, and the unit on its receipt."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        page = response.read().decode()
        receipt = re.search(r'<textarea[^>]*id="receipt-text"[^>]*>(.*?)</textarea>', page, re.DOTALL)
        self.status, self.code = response.status, response.headers.get("X-Error-Code", "")
        statement = json.loads(unescape(receipt[1]))["statement"] if receipt else None
        self.unit: int | None = statement["entry"]["organization"] if statement else None


def client(visitor: PageClient, address: tuple[str, int], path: str, pause: Callable[[int], None]) -> Answer:
    """Send a whole bid over a socket of its own; ``pause`` comes before the first and the last byte."""
    token = visitor.csrf_token()
    cookies = [visitor.raw.get_cookie(name) for name in (cookie_of(visitor), "form")]
    fields: dict[str, Any] = {**TYPED, "csrf_token": token, "idempotency_key": new_key(), "action": "submit"}
    sent = body(fields, "plan.pdf", b"%PDF-1.7\n" + bytes(300_000))
    connection = http.client.HTTPConnection(*address, timeout=PATIENCE)
    pause(0)
    connection.putrequest("POST", path)
    connection.putheader("Cookie", "; ".join(f"{each.key}={each.value}" for each in cookies if each))
    connection.putheader("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
    connection.putheader("Content-Length", str(len(sent)))
    connection.endheaders(sent[:-1])
    pause(1)
    connection.send(sent[-1:])
    return Answer(connection.getresponse())


def cookie_of(visitor: PageClient) -> str:
    with visitor.app.test_request_context():
        return cookie_name()


def pauses(number: int, deadline: datetime) -> Callable[[int], None]:
    """When a client begins and ends: around the deadline, across it, or after it."""

    def pause(which: int) -> None:
        if number in SLOW:
            wait_until(deadline - SPREAD if which == 0 else deadline + SPREAD)
        elif number in AFTER:
            wait_until(deadline + SPREAD)
        elif number and which == 0:
            wait_until(deadline + SPREAD * ((2 * number - CLIENTS) / CLIENTS))

    return pause


def test_who_holds_a_receipt_is_opened(app: Flask, session: Session, settings: Settings) -> None:
    way: Way = make_way(session, settings.data_dir, teams=CLIENTS).receiving()
    visitors = [visit(app, member) for member in way.members]
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    answers: dict[int, Answer] = {}
    # the first sends at once, whatever the machine has to do
    answers[0] = client(visitors[0], server.server_address[:2], here(way, "bid"), lambda _which: None)  # type: ignore[arg-type]
    deadline = datetime.now(UTC) + AHEAD
    way.close_at(deadline)
    session.rollback()

    def run(number: int) -> None:
        pause = pauses(number, deadline)
        answers[number] = client(visitors[number], server.server_address[:2], here(way, "bid"), pause)  # type: ignore[arg-type]

    threads = [threading.Thread(target=run, args=(number,), daemon=True) for number in range(1, CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    server.shutdown()
    way.close()
    opened = {bid.organization_id for bid in way.open()}

    assert len(answers) == CLIENTS
    assert answers[0].unit == way.teams[0].id
    assert all(each.unit or each.code == "deadline_passed" for each in answers.values())
    assert [number for number in SLOW | AFTER if answers[number].unit] == []
    assert opened == {each.unit for each in answers.values() if each.unit}
