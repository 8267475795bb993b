"""A bid that came in by its page is nowhere to be found before the opening, not even where it waited.

The client of the other tests would itself write what is large into the temporary folder, so the
body is put together here.
"""

from __future__ import annotations

import logging
import secrets
import tempfile
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.config import Settings
from matchmaker.core.idempotency import new_key
from tests.functional.challenges.test_bidding import TYPED, WORDS
from tests.functional.challenges.test_silence import addresses, look, people
from tests.functional.challenges.visits import here, visit
from tests.support.page_client import PageClient
from tests.unit.challenges.stage import PLAN, WAN, Way, make_way
from tests.unit.challenges.test_canary import found

BOUNDARY = "the-boundary-between-parts"


def body(fields: dict[str, str], name: str, content: bytes) -> bytes:
    """The form as a browser sends it."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="'
    parts = [f'{head}{field}"\r\n\r\n{value}\r\n'.encode() for field, value in fields.items()]
    file = f'{head}files"; filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n'.encode()
    return b"".join([*parts, file, content, f"\r\n--{BOUNDARY}--\r\n".encode()])


def send(visitor: PageClient, path: str, action: str, values: dict[str, Any], file: tuple[str, bytes]) -> int:
    tokens = {"csrf_token": visitor.csrf_token(), "idempotency_key": new_key(), "action": action}
    sent = body({**TYPED, **values, **tokens}, *file)  # type: ignore[dict-item]  # all of it is text
    return visitor.raw.post(path, data=sent, content_type=f"multipart/form-data; boundary={BOUNDARY}").status_code


def kept_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let temporary files not go away, so that they can be looked into; returns where they lie."""
    spool = folder / "spool"
    spool.mkdir()

    def kept(*_arguments: object, **_options: object) -> BinaryIO:
        return (spool / secrets.token_hex(8)).open("w+b")

    monkeypatch.setattr(tempfile, "tempdir", str(spool))
    monkeypatch.setattr(tempfile, "TemporaryFile", kept)
    return spool


def told(app: Flask, way: Way, words: list[str]) -> list[str]:
    """The pages, of any role, on which one of ``words`` stands."""
    visitors, found_on = [visit(app, person) for person in people(way)], []
    way.session.rollback()  # looking takes longer than the database lets a transaction idle
    for visitor in visitors:
        seen = look(visitor, addresses(app, way.challenge_id))
        found_on += [path for path, text in seen.items() if any(word in text for word in words)]
    return found_on


def test_the_canary_is_nowhere_after_it_came_in_by_the_page(
    app: Flask,
    session: Session,
    settings: Settings,
    tmp_path: Path,
    backend: str,
    shared_place: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spool = kept_files(tmp_path, monkeypatch)
    caplog.set_level(logging.DEBUG)
    mark = secrets.token_hex(8)
    words = [f"金丝雀{mark}", f"canary-{mark}", f"sheet-{mark}"]
    price = 200 * WAN + 100 * secrets.randbelow(500_000)
    sheet = (f"{words[1]}.xlsx", b"PK\x03\x04" + words[2].encode() * 40_000)

    way = make_way(session, settings.data_dir).receiving()
    visitor = visit(app, way.members[0])
    typed = {"plan": f"{words[0]}：{PLAN}", "price": f"{price / WAN:.4f}"}
    page = here(way, "bid")
    assert send(visitor, page, "draft", {**typed, "passphrase": WORDS}, sheet) == 200
    assert send(visitor, page, "submit", {**typed, "leader": ""}, sheet) == 422
    assert send(visitor, page, "submit", typed, sheet) == 200
    assert send(visitor, page, "submit", typed, sheet) == 409
    assert send(visitor, page, "replace", typed, sheet) == 200
    session.rollback()

    folders = [tmp_path, shared_place] if backend == "postgresql" else [tmp_path]
    assert len(list(spool.iterdir())) >= 5, "the files waited on disk, encrypted"
    assert found(words, price, *folders) == set()
    assert not any(word in caplog.text + "".join(capfd.readouterr()) for word in [*words, str(price)])
    assert told(app, way, words) == []

    way.close()
    way.authorize(0, 1)
    assert found(words, price, *folders) == set()
    [bid] = way.open()
    session.rollback()
    assert found(words[:2], price, *folders)
    assert (bid.price, bid.files) == (price, [sheet[0]])
