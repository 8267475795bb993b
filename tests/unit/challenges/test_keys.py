"""Shares lie in a file of their own, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from matchmaker.challenges import keys
from matchmaker.core.errors import Conflict, NotFound


def test_shares_are_kept_once_and_are_nobody_elses(tmp_path: Path) -> None:
    path = keys.shares_path(tmp_path, 3, "ab" * 32)
    with pytest.raises(NotFound):
        keys.read_shares(path)
    keys.keep_shares(path, {"shares": []})
    assert keys.read_shares(path) == {"shares": []}
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(Conflict):
        keys.keep_shares(path, {"shares": [1]})
    assert keys.shares_path(tmp_path, 3, "cd" * 32) != path


def test_the_houses_keys_stay(tmp_path: Path) -> None:
    first, again = keys.load(tmp_path), keys.load(tmp_path)
    assert (first.blinding, first.scores) == (again.blinding, again.scores)
    again.signing.public_key().verify(first.signing.sign(b"x"), b"x")
    assert first.blinding != first.scores
