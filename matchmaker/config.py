"""Deployment settings, read once from the environment.

A leaf: every package may import it, it imports nothing of ours. Business
settings (periods, lanes, quotas) are rows in the database, see
``organizations.models.Setting``.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ENVIRONMENTS = ("development", "production", "testing")
MINIMUM_SECRET_LENGTH = 32


class SettingsError(ValueError):
    """A deployment setting is missing or unusable; the message says which."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the installation keeps its things and how it reaches others.

    ``database_url`` is an SQLAlchemy URL, ``mail`` is ``file:<folder>`` or
    ``smtp://user:password@host:port``, ``base_url`` is the address put into
    mails, without a trailing slash. ``proxies`` is how many proxies stand in
    front and tell the visitor's address.
    """

    environment: str
    data_dir: Path
    database_url: str
    secret_key: str
    mail: str
    mail_from: str
    base_url: str
    components_page: bool = False
    proxies: int = 0

    @property
    def is_production(self) -> bool:
        return self.environment == "production"

    @property
    def is_testing(self) -> bool:
        return self.environment == "testing"

    @property
    def blob_dir(self) -> Path:
        return self.data_dir / "blobs"

    @property
    def sealed_dir(self) -> Path:
        return self.data_dir / "sealed"

    @property
    def key_dir(self) -> Path:
        return self.data_dir / "keys"

    @property
    def index_dir(self) -> Path:
        return self.data_dir / "index"

    @property
    def open_data_dir(self) -> Path:
        return self.data_dir / "open-data"

    @property
    def anchor_file(self) -> Path:
        return self.data_dir / "anchors" / "audit.jsonl"


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """Read ``MATCHMAKER_*``; raises SettingsError when production lacks a key."""
    env = os.environ if environ is None else environ
    environment = env.get("MATCHMAKER_ENV", "development")
    if environment not in ENVIRONMENTS:
        raise SettingsError(f"MATCHMAKER_ENV 只能是 {'、'.join(ENVIRONMENTS)}")
    data_dir = Path(env.get("MATCHMAKER_DATA_DIR", "var")).resolve()
    return Settings(
        environment=environment,
        data_dir=data_dir,
        database_url=env.get("MATCHMAKER_DATABASE_URL") or f"sqlite:///{data_dir / 'matchmaker.sqlite3'}",
        secret_key=_secret_key(env, environment, data_dir),
        mail=env.get("MATCHMAKER_MAIL") or f"file:{data_dir / 'mail'}",
        mail_from=env.get("MATCHMAKER_MAIL_FROM", "matchmaker@localhost"),
        base_url=env.get("MATCHMAKER_BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
        proxies=_count(env, "MATCHMAKER_PROXIES"),
    )


def _count(env: Mapping[str, str], name: str) -> int:
    given = env.get(name) or "0"
    if not (given.isascii() and given.isdecimal() and len(given) == 1):
        raise SettingsError(f"{name} 只能是 0 至 9 的整数")
    return int(given)


def _secret_key(env: Mapping[str, str], environment: str, data_dir: Path) -> str:
    given = env.get("MATCHMAKER_SECRET_KEY", "")
    if environment == "production":
        if len(given) < MINIMUM_SECRET_LENGTH:
            raise SettingsError(f"生产环境必须设置 MATCHMAKER_SECRET_KEY（至少 {MINIMUM_SECRET_LENGTH} 个字符）")
        return given
    return given or _kept_secret(data_dir / "keys" / "secret-key")


def _kept_secret(path: Path) -> str:
    """A development key that survives restarts, made on first use, mode 0600."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()
