"""Reading requests one way, and refusing those no browser sends before they reach the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO
from urllib.parse import urlsplit

import flask
from flask import Flask, abort, request

from matchmaker.core.db import LARGEST_ID
from matchmaker.web.forms import has_control_characters

ID_DIGITS = len(str(LARGEST_ID))


class Request(flask.Request):
    """A request whose view may say where uploaded files wait while they come in (``policy.streams_into``)."""

    file_stream: Callable[[], IO[bytes]] | None = None

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        if self.file_stream is not None:
            return self.file_stream()
        return super()._get_file_stream(total_content_length, content_type, filename, content_length)


def install(app: Flask) -> None:
    """Let views see HEAD as GET; refuse bodies of unknown length and control characters."""
    app.request_class = Request

    @app.before_request
    def read_head_as_get() -> None:
        if request.method == "HEAD":
            request.method = "GET"  # the server drops the body by what was really asked

    @app.before_request
    def refuse_unknown_length() -> None:
        # The form parser cuts such a body at the limit and takes what came so far for the whole.
        if "Transfer-Encoding" in request.headers:
            abort(411)

    @app.before_request
    def refuse_control_characters() -> None:
        if has_control_characters(request.path):
            abort(404)
        for name, value in request.args.items(multi=True):
            if has_control_characters(name) or has_control_characters(value):
                abort(400)


def safe_target(target: str | None, default: str) -> str:
    """``target`` if it is a path of this site, else ``default``."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")) or "\\" in target:
        return default
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc else default


def ticked_ids(most: int) -> list[int]:
    """The ids ticked in a list, at most ``most``; what is no id is left out."""
    return [int(text) for text in request.values.getlist("ticked") if text.isascii() and _is_id(text)][:most]


def ticked_versions(name: str, most: int) -> list[tuple[int, int]]:
    """The (id, version) pairs given as ``id:version`` under ``name``, at most ``most``; what is none is left out."""
    pairs = (text.split(":", 1) for text in request.form.getlist(name) if text.isascii() and ":" in text)
    found = [(int(key), int(version)) for key, version in pairs if _is_id(key) and _is_id(version)]
    return list(dict.fromkeys(found))[:most]


def _is_id(text: str) -> bool:
    return text.isdecimal() and len(text) <= ID_DIGITS and int(text) <= LARGEST_ID
