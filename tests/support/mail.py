"""Letting the platform do its waiting work, and reading the mails it sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.app.wiring import job_registry
from matchmaker.config import Settings
from matchmaker.core.worker import Worker


@dataclass(frozen=True)
class Mail:
    """A mail as its reader sees it: ``body`` as text, ``html`` the same with its looks."""

    to: str
    subject: str
    body: str
    html: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The site's address in the mail, without the host; AssertionError when there is none."""
        found = re.search(r"https?://[^/\s]+(/\S*)", self.body)
        assert found, self.body
        return found.group(1)


@pytest.fixture
def work(sessions: sessionmaker[Session], settings: Settings) -> Callable[[], int]:
    """Do every job that is due now; returns how many."""
    return Worker(sessions, job_registry(), settings, name="test").drain


@pytest.fixture
def mails(work: Callable[[], int], settings: Settings) -> Callable[[], list[Mail]]:
    """Let the worker send what is to be sent; all mails so far, oldest first."""

    def read() -> list[Mail]:
        work()
        return [_read(file) for file in sorted(Path(settings.mail.removeprefix("file:")).glob("*.eml"))]

    return read


def _read(file: Path) -> Mail:
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    text, html = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    headers = {name: str(value) for name, value in message.items()}
    return Mail(headers["To"], headers["Subject"], text.get_content(), html.get_content(), headers)
