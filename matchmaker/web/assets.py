"""Static files: addressed by content, served with long life."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

ROOT = Path(__file__).resolve().parents[2] / "static"
PREFIX = "/static/"
YEAR = 31_536_000


@cache
def static(path: str) -> str:
    """The address of ``static/<path>`` with its content's hash.

    Raises FileNotFoundError for a file that does not exist: a page must not
    link to nothing.
    """
    fingerprint = hashlib.sha256((ROOT / path).read_bytes()).hexdigest()[:12]
    return f"{PREFIX}{path}?v={fingerprint}"


def _headers(headers: dict[str, str], _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"


def install(app: Flask) -> None:
    """Serve the folder in front of the application, compressed where prepared."""
    files = WhiteNoise(
        app.wsgi_app,
        root=str(ROOT),
        prefix=PREFIX,
        max_age=YEAR,
        add_headers_function=_headers,
        autorefresh=app.debug,
    )
    app.wsgi_app = files  # type: ignore[method-assign]
    app.jinja_env.globals["static"] = static
