"""Refusing requests that no browser sends, before they reach the database."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, abort, request

from matchmaker.web.forms import has_control_characters


def install(app: Flask) -> None:
    """Refuse control characters in query strings and paths."""

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
