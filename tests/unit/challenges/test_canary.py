"""What a bid says is nowhere to be found before the opening: not in the database's files, not beside them."""

from __future__ import annotations

import base64
import logging
import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from matchmaker.challenges.services import draft_bid
from matchmaker.challenges.services.sealed_acts import submit_bid
from matchmaker.cli.backup import FOLDERS
from matchmaker.config import Settings
from tests.unit.challenges.stage import WAN, Way, content

LARGEST = 80 * 1024 * 1024


def shapes(word: str) -> list[bytes]:
    """How ``word`` might lie somewhere: as text, wide text, JSON, hex or base64 (at any offset)."""
    raw = word.encode()
    base = [base64.b64encode(b"\0" * shift + raw)[4:-4] for shift in range(3)]
    escaped = word.encode("unicode_escape")
    return [raw, word.encode("utf-16-le"), word.encode("utf-16-be"), escaped, raw.hex().encode(), *base]


def files(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and path.stat().st_size < LARGEST:
                yield path


def found(words: list[str], price: int, *folders: Path) -> set[str]:
    """Names of files in which a word, or the price as digits or as a stored integer, lies."""
    numbers = [str(price).encode(), price.to_bytes(8), price.to_bytes(8, "little")]
    wanted = [shape for word in words for shape in shapes(word)] + numbers
    hits = set()
    for path in files(*folders):
        try:
            held = path.read_bytes()
        except FileNotFoundError:
            continue  # a server's temporary file
        if any(shape in held for shape in wanted):
            hits.add(path.name)
    return hits


def test_the_canary_is_nowhere_until_the_bids_are_opened(
    way: Way,
    settings: Settings,
    tmp_path: Path,
    backend: str,
    shared_place: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spool = tmp_path / "spool"
    spool.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spool))
    caplog.set_level(logging.DEBUG)
    mark = secrets.token_hex(8)
    words = [f"金丝雀{mark}", f"canary-{mark}", f"sheet-{mark}"]
    price = 200 * WAN + secrets.randbelow(50 * WAN)
    folders = [tmp_path, shared_place] if backend == "postgresql" else [tmp_path]

    way.receiving()
    draft = draft_bid.seal_draft(way.challenge_id, way.teams[0].id, {"plan": words[0], "price": price}, "team words 1")
    given = {"actor": way.actor(way.members[0])}
    way.do(draft_bid.keep_draft, way.challenge, draft, organization_id=way.teams[0].id, keys=way.keys, **given)
    bid = content(price=price, plan=f"{words[0]}：" + "分三步完成配方、小试和产线验证，指标逐项由第三方检测。" * 3)
    package = way.package(bid, [(f"{words[1]}.xlsx", [f"PK{words[2]}".encode() * 9000])])
    way.do(submit_bid, way.challenge_id, package, organization_id=way.teams[0].id, keys=way.keys, **given)
    way.bid(1)
    way.close()
    way.authorize(0, 1)
    way.session.rollback()

    assert found(words, price, *folders) == set()
    assert not any(word in caplog.text for word in [*words, str(price)])
    assert not any(mark in value for value in os.environ.values())
    assert settings.sealed_dir.name in FOLDERS

    way.open()
    way.session.rollback()
    assert found(words[:2], price, *folders)
