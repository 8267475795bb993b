"""Making sure that it is really the person: password tries, counted and noted."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _
from wtforms.fields import Field

from matchmaker.accounts.models import User
from matchmaker.accounts.services import throttles
from matchmaker.accounts.services.passwords import verify_password
from matchmaker.core.errors import NotFound
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import write

PRESENT = "present"


def address() -> str:
    """The visitor's network address; behind a proxy the one it tells."""
    return request.remote_addr or ""


def own_account() -> User:
    """The account of whoever is signed in."""
    user = db.session.get(User, current_actor().user_id)
    if user is None:
        raise NotFound
    return user


def knows_password(user: User, field: Field) -> bool:
    """Whether ``field`` holds the person's present password; complains at it otherwise.

    Raises Throttled after too many tries.
    """
    user_id, stored = user.id, user.password_hash
    against = throttles.counters(PRESENT, str(user_id), address())
    write(lambda session: throttles.count(session, against))
    if not verify_password(stored, field.data or ""):
        field.errors = [*field.errors, _("现在的密码不正确。")]
        return False
    write(lambda session: throttles.forgive(session, against))
    return True
