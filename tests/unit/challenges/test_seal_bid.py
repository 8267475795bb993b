"""A bid is sealed whole, or nothing is left of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from matchmaker.challenges.sealing import container, stream
from matchmaker.challenges.services.seal_bid import MOST_FILES, seal_bid
from matchmaker.core import blobs
from matchmaker.core.errors import Invalid
from tests.unit.challenges.stage import content


def everything(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_was_sealed_lies_synced_under_its_hash_and_opens_with_its_key(tmp_path: Path) -> None:
    package = seal_bid(tmp_path, content(), [("方案.pdf", [b"%PDF", b"-1.7"])], reward=None)
    held = blobs.path_of(tmp_path, package.blob).read_bytes()
    assert hashlib.sha256(held).hexdigest() == package.ciphertext_hash
    assert b"%PDF" not in held
    with blobs.path_of(tmp_path, package.blob).open("rb") as file:
        document, names = container.document_of(stream.unseal(file, package.content_key))
    assert (document["price"], names) == (content().price, ["方案.pdf"])


def test_bids_alike_in_size_are_alike_on_disk(tmp_path: Path) -> None:
    small = seal_bid(tmp_path, content(), reward=None)
    larger = seal_bid(tmp_path, content(plan="更长的方案，" * 900), [("a.pdf", [bytes(9000)])], reward=None)
    sizes = {blobs.path_of(tmp_path, package.blob).stat().st_size for package in (small, larger)}
    assert len(sizes) == 1


def test_an_incomplete_oversized_or_broken_bid_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"first"
        raise ConnectionError

    piece = bytes(1024 * 1024)
    with pytest.raises(Invalid):
        seal_bid(tmp_path, content(price=0), reward=None)
    with pytest.raises(Invalid, match="标红"):
        seal_bid(tmp_path, content(), [("big.pdf", [piece] * 65)], reward=None)
    with pytest.raises(Invalid):
        seal_bid(tmp_path, content(), [("a.pdf", [b"x"])] * (MOST_FILES + 1), reward=None)
    with pytest.raises(ConnectionError):
        seal_bid(tmp_path, content(), [("a.pdf", broken())], reward=None)
    assert everything(tmp_path) == []
