"""Who is making this request.

``organizations`` registers the loader (roles live there); the actor is
loaded once a request, from the session cookie.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, current_app, g, request
from sqlalchemy.orm import Session

from matchmaker.core.authz import ANONYMOUS, Actor
from matchmaker.web.extensions import db

Loader = Callable[[Session, str], Actor | None]
_KEY = "matchmaker_actor_loader"


def register_loader(app: Flask, loader: Loader) -> None:
    """``loader(session, token)`` returns the actor of a live session, or None."""
    app.extensions[_KEY] = loader


def cookie_name() -> str:
    """The session cookie's name; ``__Host-`` binds it to this host over TLS."""
    return "__Host-matchmaker" if current_app.config["SESSION_COOKIE_SECURE"] else "matchmaker_session"


def current_actor() -> Actor:
    """The actor of this request; ANONYMOUS without a live session."""
    if "actor" not in g:
        token = request.cookies.get(cookie_name(), "")
        loader: Loader = current_app.extensions[_KEY]
        g.actor = (loader(db.session, token) if token else None) or ANONYMOUS
    actor: Actor = g.actor
    return actor


def forget_actor() -> None:
    """Load the actor anew on next use, after signing in or out."""
    g.pop("actor", None)
