"""Deployment settings: what is unusable is refused at the start and by name."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from matchmaker.config import SettingsError, from_environment

LONG = "k" * 32


def test_development_needs_nothing(tmp_path: Path) -> None:
    settings = from_environment({"MATCHMAKER_DATA_DIR": str(tmp_path)})
    assert settings.environment == "development"
    assert settings.database_url == f"sqlite:///{tmp_path}/matchmaker.sqlite3"
    assert settings.mail == f"file:{tmp_path}/mail"
    assert not settings.is_production


@pytest.mark.parametrize("key", [None, "", "short", "k" * 31])
def test_production_refuses_to_start_without_a_long_key(tmp_path: Path, key: str | None) -> None:
    env = {"MATCHMAKER_ENV": "production", "MATCHMAKER_DATA_DIR": str(tmp_path)}
    with pytest.raises(SettingsError, match="MATCHMAKER_SECRET_KEY"):
        from_environment(env if key is None else {**env, "MATCHMAKER_SECRET_KEY": key})
    assert list(tmp_path.iterdir()) == []  # and makes none up


def test_production_with_a_long_key(tmp_path: Path) -> None:
    env = {"MATCHMAKER_ENV": "production", "MATCHMAKER_DATA_DIR": str(tmp_path), "MATCHMAKER_SECRET_KEY": LONG}
    assert from_environment(env).secret_key == LONG


def test_an_unknown_environment_is_refused() -> None:
    with pytest.raises(SettingsError, match="MATCHMAKER_ENV"):
        from_environment({"MATCHMAKER_ENV": "prod"})


def test_the_development_key_is_kept_and_nobody_elses(tmp_path: Path) -> None:
    env = {"MATCHMAKER_DATA_DIR": str(tmp_path)}
    first = from_environment(env).secret_key
    assert len(first) >= 32
    assert from_environment(env).secret_key == first
    assert stat.S_IMODE((tmp_path / "keys" / "secret-key").stat().st_mode) == 0o600


def test_addresses_lose_their_last_slash(tmp_path: Path) -> None:
    env = {"MATCHMAKER_DATA_DIR": str(tmp_path), "MATCHMAKER_BASE_URL": "https://match.example/"}
    assert from_environment(env).base_url == "https://match.example"
