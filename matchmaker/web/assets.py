"""Static files: addressed by content, served with long life."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise
from whitenoise.responders import StaticFile

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


class Files(WhiteNoise):  # type: ignore[misc] # the library has no types
    """Serves what `make install` compressed, unless the file was changed since.

    The library's compressor gives its output the time of the file it was made of.
    """

    def get_static_file(self, path: str, url: str, stat_cache: dict[str, os.stat_result] | None = None) -> StaticFile:
        present = {path: Path(path).stat()} if stat_cache is None else dict(stat_cache)
        for variant in (path + ".gz", path + ".br"):
            if variant in present and present[variant].st_mtime != present[path].st_mtime:
                del present[variant]
        return super().get_static_file(path, url, present)


def _headers(headers: dict[str, str], _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"


def install(app: Flask) -> None:
    """Serve the folder in front of the application, compressed where prepared."""
    files = Files(
        app.wsgi_app,
        root=str(ROOT),
        prefix=PREFIX,
        max_age=YEAR,
        add_headers_function=_headers,
        autorefresh=app.debug,
    )
    app.wsgi_app = files  # type: ignore[method-assign]
    app.jinja_env.globals["static"] = static
