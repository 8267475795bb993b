"""The installation's keys are made once and stay."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from matchmaker.core import signing


def test_a_pair_is_made_once_and_its_halves_belong_together(tmp_path: Path) -> None:
    assert signing.public_key(tmp_path, "x") is None
    key = signing.private_key(tmp_path, "x")
    public = signing.public_key(tmp_path, "x")
    assert public is not None
    public.verify(signing.private_key(tmp_path, "x").sign(b"text"), b"text")
    assert signing.raw_public(public) == signing.raw_public(key.public_key())


def test_names_have_keys_of_their_own_that_are_nobody_elses(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    signing.private_key(folder, "x")
    assert signing.secret(folder, "a") != signing.secret(folder, "b")
    assert len(signing.secret(folder, "a")) == signing.SECRET_BYTES
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600, 0o644}
    assert (folder / "a.secret").stat().st_mode & 0o777 == 0o600


def test_makers_at_once_agree_on_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _number: signing.secret(tmp_path, "a"), range(16)))
    assert len(found) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.secret"]


def test_makers_at_once_agree_on_one_pair(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _number: signing.private_key(tmp_path, "x"), range(16)))
    public = signing.public_key(tmp_path, "x")
    assert public is not None
    assert {signing.raw_public(key.public_key()) for key in made} == {signing.raw_public(public)}
    assert {path.name for path in tmp_path.iterdir()} == {"x.key", "x.pub"}


def test_a_pair_whose_maker_was_stopped_halfway_is_completed(tmp_path: Path) -> None:
    key = signing.private_key(tmp_path, "x")
    (tmp_path / "x.pub").unlink()
    signing.private_key(tmp_path, "x")
    public = signing.public_key(tmp_path, "x")
    assert public is not None
    assert signing.raw_public(public) == signing.raw_public(key.public_key())
