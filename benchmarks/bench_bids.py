"""Three hundred bids of a megabyte in the last seconds before a deadline, against the real server.

Makes an installation of its own on SQLite, then another on PostgreSQL (arguments choose: sqlite,
postgresql, or the address of an empty database), serves it with gunicorn as in production, and lets
each team send its bid by the page at a moment of the last SECONDS before the deadline. Whoever is
answered must hold a receipt or have been told that it was too late; nothing may fail. Then the bids
are opened with the real keys: there must be as many as receipts. Prints times from the first byte
sent to the whole answer.

    python benchmarks/bench_bids.py [DATABASE ...]
"""

from __future__ import annotations

import http.client
import json
import os
import platform
import random
import re
import secrets
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench_first_view import served
from own_postgres import own_postgres
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.accounts.services.sessions import open_session
from matchmaker.challenges import keys as house_keys
from matchmaker.challenges import unsealing
from matchmaker.challenges.models import Bid, Challenge, KeyHolder, OpeningAuthorization
from matchmaker.challenges.sealing import officers
from matchmaker.challenges.sealing.boxes import ALGORITHM
from matchmaker.challenges.services import envelopes, open_bids
from matchmaker.config import Settings, from_environment
from matchmaker.core import clock, migrations
from matchmaker.core.authz import Role, system_actor
from matchmaker.core.db import make_engine, make_sessions
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.models import Organization, RoleGrant

DATABASES = ("sqlite", "postgresql")
TEAMS, MEGABYTE, SECONDS, LEAD = 300, 1024 * 1024, 10, 4
PATIENCE = 180
REGION = "340304"
ACTOR = system_actor("bench")
BOUNDARY = "the-boundary-between-parts"
WORDS = {number: f"words of officer number {number}" for number in range(3)}
TYPED = {
    "leader": "赵测试",
    "plan": "以低温固化粘结剂替代现有体系，分三步完成配方、小试和产线验证，指标逐项由第三方检测。" * 2,
    "price": "250",
    "milestones-0-title": "产线验证",
    "milestones-0-due_on": "2027-09-30",
    "milestones-0-share": "100",
    "action": "submit",
}


@dataclass
class Stage:
    """What was prepared: the challenge, a cookie for each team, and the shares of the key."""

    challenge_id: int
    cookies: list[str]
    holders: list[int]
    document: dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """One team's answer: the status (0: none came), the receipt's time, and seconds it took."""

    status: int
    code: str
    received_at: str
    seconds: float


def main() -> None:
    """One database after the other."""
    for database in sys.argv[1:] or DATABASES:
        with tempfile.TemporaryDirectory() as folder, address_of(database, Path(folder)) as url:
            os.environ |= {"MATCHMAKER_DATA_DIR": folder, "MATCHMAKER_DATABASE_URL": url}
            measure(from_environment())


@contextmanager
def address_of(database: str, folder: Path) -> Iterator[str]:
    """The SQLAlchemy address of an empty database, there for as long as the block lasts."""
    if database == "postgresql":
        with own_postgres() as url:
            yield url
    else:
        yield f"sqlite:///{folder}/matchmaker.sqlite3" if database == "sqlite" else database


def measure(settings: Settings) -> None:
    """Prepare, send, open, print."""
    migrations.upgrade(settings.database_url)
    engine = make_engine(settings.database_url)
    with make_sessions(engine)() as session:
        stage = transact(session, lambda inner: prepare(inner, settings))
        with served() as address:
            outcomes, deadline = run(session, stage, address)
        opened = finish(session, settings, stage)
    engine.dispose()
    report(outcomes, deadline, opened, settings.database_url.partition(":")[0])


def prepare(session: Session, settings: Settings) -> Stage:
    """A firm, TEAMS universities with a person each, and a challenge that receives bids."""
    keys = house_keys.load(settings.key_dir)
    issuer = _unit(session, "enterprise", 0)
    challenge = Challenge(
        organization_id=issuer.id, region_code=REGION, profile="enterprise", title="三百份揭榜书", reward=300_000_000,
        state="receiving", mode="single", receiving_from=clock.now(), closes_at=clock.now() + timedelta(days=1),
        posted_at=clock.now(), posted_times=1, posted_version=1, algorithm=ALGORITHM,
    )  # fmt: skip
    people = [_person(session, f"holder{number}", Role.OFFICER, region_code=REGION) for number in WORDS]
    session.add(challenge)
    challenge.public_key = "0" * 64
    session.flush()
    made = officers.make(challenge.id, dict(zip(people, WORDS.values(), strict=True)))
    challenge.public_key = made.public.hex()
    session.add_all(KeyHolder(challenge_id=challenge.id, user_id=each) for each in people)
    envelopes.add_empty(session, challenge, keys)
    cookies = []
    for number in range(1, TEAMS + 1):
        unit = _unit(session, "university", number)
        user = _person(session, f"team{number}", Role.UNIVERSITY_OFFICE, organization_id=unit.id)
        cookies.append(open_session(session, user))
    return Stage(challenge.id, cookies, people, made.document)


def _unit(session: Session, kind: str, number: int) -> Organization:
    row = Organization(
        kind=kind, name=f"测试单位{number}", region_code=REGION, state="verified", verified_at=clock.now()
    )
    session.add(row)
    session.flush()
    return row


def _person(session: Session, login: str, role: Role, **place: Any) -> int:
    user = User(login=login, name=login, password_hash="none", state="active")  # noqa: S106 - nobody signs in by it
    session.add(user)
    session.flush()
    session.add(RoleGrant(user_id=user.id, role=role, **place))
    session.flush()
    return user.id


def run(session: Session, stage: Stage, address: str) -> tuple[list[Outcome], datetime]:
    """Set the deadline, and let all send at moments of the last SECONDS before it."""
    host = urlsplit(address).netloc
    path = f"/challenges/{stage.challenge_id}/bid"
    form, token = _form_cookie(host, path, stage.cookies[0])
    content = b"%PDF-1.7\n" + secrets.token_bytes(MEGABYTE)
    body = _body({**TYPED, "csrf_token": token, "idempotency_key": secrets.token_hex(8)}, content)
    deadline = clock.now() + timedelta(seconds=SECONDS + LEAD)
    query = update(Challenge).where(Challenge.id == stage.challenge_id).values(closes_at=deadline)
    transact(session, lambda inner: inner.execute(query))
    outcomes: list[Outcome] = []

    def send(cookie: str, moment: datetime) -> None:
        time.sleep(max(0.0, (moment - clock.now()).total_seconds()))
        outcomes.append(_send(host, path, f"matchmaker_session={cookie}; {form}", body))

    moments = [deadline - timedelta(seconds=random.uniform(0, SECONDS)) for _team in stage.cookies]  # noqa: S311 - no secret
    clients = [
        threading.Thread(target=send, args=pair, daemon=True) for pair in zip(stage.cookies, moments, strict=True)
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join(PATIENCE)
    return outcomes, deadline


def _form_cookie(host: str, path: str, cookie: str) -> tuple[str, str]:
    connection = http.client.HTTPConnection(host, timeout=PATIENCE)
    connection.request("GET", path, headers={"Cookie": f"matchmaker_session={cookie}"})
    answer = connection.getresponse()
    page = answer.read().decode()
    [given] = re.findall(r"(form=[^;]+)", str(answer.headers.get("Set-Cookie")))
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    if token is None:
        raise ValueError(page[:500])
    return given, token[1]


def _body(fields: dict[str, str], content: bytes) -> bytes:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="'
    parts = [f'{head}{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items()]
    file = f'{head}files"; filename="plan.pdf"\r\nContent-Type: application/pdf\r\n\r\n'.encode()
    return b"".join([*parts, file, content, f"\r\n--{BOUNDARY}--\r\n".encode()])


def _send(host: str, path: str, cookies: str, body: bytes) -> Outcome:
    connection = http.client.HTTPConnection(host, timeout=PATIENCE)
    headers = {"Cookie": cookies, "Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    began = time.monotonic()
    try:
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        page = answer.read().decode()
    except OSError as error:
        return Outcome(0, type(error).__name__, "", time.monotonic() - began)
    finally:
        connection.close()
    found = re.search(r'<textarea[^>]*id="receipt-text"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    moment = json.loads(unescape(found[1]))["statement"]["received_at"] if found else ""
    return Outcome(answer.status, answer.headers.get("X-Error-Code") or "", moment, time.monotonic() - began)


def finish(session: Session, settings: Settings, stage: Stage) -> int:
    """End the receiving and open, as the command does; the number of bids."""
    transact(session, lambda inner: open_bids.close_receiving(inner, stage.challenge_id, actor=ACTOR))
    two = stage.holders[:2]
    rows = [OpeningAuthorization(challenge_id=stage.challenge_id, user_id=each) for each in two]
    transact(session, lambda inner: inner.add_all(rows))
    sealed = open_bids.read_sealed(session, stage.challenge_id, frozenset(two))
    private = officers.unlock(stage.document, {each: WORDS[number] for number, each in enumerate(two)})
    verifier = house_keys.load(settings.key_dir).signing.public_key()
    read = unsealing.unseal(sealed.rows, private, context=sealed.context, folder=settings.sealed_dir, verifier=verifier)
    pair = frozenset(two)
    transact(
        session,
        lambda inner: open_bids.record_opening(inner, stage.challenge_id, read, officers=pair, actor=ACTOR),
    )
    return session.scalar(select(func.count()).select_from(Bid)) or 0


def report(outcomes: list[Outcome], deadline: datetime, opened: int, database: str) -> None:
    """Say what came of it, and whether the rules held."""
    kinds = Counter((each.status, each.code) for each in outcomes)
    receipts = [each for each in outcomes if each.received_at]
    late = [each for each in outcomes if each.code == "deadline_passed"]
    times = sorted(each.seconds for each in outcomes) or [0.0]
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    others = len(outcomes) - len(receipts) - len(late)
    tail = times[int(0.95 * (len(times) - 1))]
    machine = f"{os.cpu_count()} 核 {platform.machine()}，负载 {load}"
    print(f"截止前 {SECONDS} 秒内 {TEAMS} 份揭榜书，各 1 MB；{database}；{machine}")
    print(f"回执 {len(receipts)}，已过截止 {len(late)}，其余 {others}，启封 {opened}；{dict(kinds)}")
    print(f"用时 中位 {statistics.median(times):.2f} s，95% {tail:.2f} s，最长 {times[-1]:.2f} s")
    in_time = all(datetime.fromisoformat(each.received_at) < deadline for each in receipts)
    held = len(outcomes) == TEAMS == len(receipts) + len(late) and opened == len(receipts) and in_time
    print("每份都有回执或被告知已过截止，启封份数等于回执数" if held else "规则没有守住")


if __name__ == "__main__":
    main()
