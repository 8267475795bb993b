"""What a visitor wrote before having an account, kept until it becomes a draft.

It stays in the visitor's own browser, in a signed cookie that no script reads;
the server stores nothing of it.
"""

from __future__ import annotations

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response

LONGEST = 1000
LIFETIME = 7 * 24 * 3600
NAME = "kept_text"
_ROOM = 3800
"""Browsers drop cookies above four kilobytes; some of that is name and attributes."""


class _AsItIs:
    """Text goes into the cookie without JSON's escapes, which would double it."""

    @staticmethod
    def dumps(text: object) -> str:
        """Always text, even of the empty object by which it is asked what it gives."""
        return str(text)

    @staticmethod
    def loads(text: str) -> str:
        """As it was given."""
        return text


def keep(response: Response, text: str) -> None:
    """Keep ``text`` for seven days, cut short if it compresses too badly for a cookie."""
    signed = _signer().dumps(text[:LONGEST])
    while len(signed) > _ROOM:
        text = text[: min(len(text), LONGEST) * 3 // 4]
        signed = _signer().dumps(text)
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    response.set_cookie(NAME, str(signed), max_age=LIFETIME, path="/", secure=secure, httponly=True, samesite="Lax")


def kept() -> str:
    """The text that this browser keeps; empty when there is none, or it was tampered with or is too old."""
    try:
        return str(_signer().loads(request.cookies.get(NAME, ""), max_age=LIFETIME))
    except (BadData, UnicodeDecodeError):
        return ""


def forget(response: Response) -> None:
    """Take it from the browser."""
    if NAME in request.cookies:
        secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
        response.delete_cookie(NAME, path="/", secure=secure, httponly=True, samesite="Lax")


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=NAME, serializer=_AsItIs)
