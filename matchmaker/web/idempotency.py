"""Doing what a form asks, once: the way from a view into a write transaction."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from typing import TypeVar

from flask import current_app, g, redirect, request
from flask import session as cookie
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.core import idempotency
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.unit_of_work import transact
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db

T = TypeVar("T")
SEE_OTHER = 303
KEY_LENGTH = 64
_ANONYMOUS = "anonymous_id"


def write(call: Callable[[Session], T]) -> T:
    """Run ``call`` in a write transaction without a key: sign-in, autosave, one-off links."""
    return transact(db.session, call)


def perform(call: Callable[[Session], str], *, extra: str = "") -> Response:
    """Run ``call`` once for this form and go to the address it returns.

    The form's hidden ``idempotency_key`` is required. ``extra`` adds to the
    digest what is not in the form fields, such as a file's hash. Sent again,
    the same form gets the same answer; with another body it is refused.
    """
    key = request.form.get("idempotency_key", "")
    if not key or len(key) > KEY_LENGTH:
        raise Invalid(N_("表单缺少提交编号，请刷新页面后重新提交。"))
    owner, body = _owner(), _digest(extra)

    def once(session: Session) -> tuple[int, str]:
        claimed = idempotency.claim(session, owner, key, body)
        if isinstance(claimed, idempotency.Stored):
            return claimed.status, claimed.location
        claimed.location = call(session)
        claimed.status = SEE_OTHER
        return SEE_OTHER, claimed.location

    status, location = write(once)
    g.done = True
    return redirect(location, code=status)


def replayed(extra: str = "") -> Response | None:
    """The stored answer when this very form took effect before, else None.

    Views ask it first, so that a repeated form is not refused for a version
    that its own first run has raised.
    """
    key = request.form.get("idempotency_key", "")
    if not key:
        return None
    stored = idempotency.find(db.session, _owner(), key[:KEY_LENGTH], _digest(extra))
    return redirect(stored.location, code=stored.status) if stored else None


def _owner() -> str:
    actor = current_actor()
    if actor.user_id is not None:
        return f"user:{actor.user_id}"
    if _ANONYMOUS not in cookie:
        cookie[_ANONYMOUS] = secrets.token_urlsafe(24)
    return "anon:" + hashlib.sha256(str(cookie[_ANONYMOUS]).encode()).hexdigest()


def _digest(extra: str) -> str:
    fields = [*request.form.items(multi=True), ("\0extra", extra)]
    return idempotency.digest(current_app.config["SECRET_KEY"], request.path, fields)
