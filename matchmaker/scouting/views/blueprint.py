"""The one blueprint whose routes the modules beside it add, and how its forms are answered."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash
from flask import session as cookie
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.core.errors import Invalid
from matchmaker.web.forms import BaseForm
from matchmaker.web.idempotency import perform, replayed

blueprint = Blueprint("scouting", __name__)
UNPROCESSABLE = 422
Answer = Response | str | tuple[str, int]
LINK_COOKIE = "confirmation_link"


def answered(
    form: BaseForm,
    call: Callable[[Session], str],
    page: Callable[[], str],
    done: str,
    extra: str = "",
) -> Answer:
    """Do once what the form asks and go on; or show ``page`` again with what is wrong, nothing lost."""
    if (answer := replayed(extra)) is not None:
        return answer
    if form.validate():
        try:
            answer = perform(call, extra=extra)
        except Invalid as error:
            form.take_errors(error)
        else:
            flash(done, "success")
            return answer
    form.refresh_key()
    return page(), UNPROCESSABLE


def keep_link(confirmation_id: int, path: str) -> None:
    """Show the path of a new link once, on the next page."""
    if path:
        cookie[LINK_COOKIE] = [confirmation_id, path]


def kept_link(confirmation_id: int) -> str:
    """The path kept for this question, if any."""
    found = cookie.pop(LINK_COOKIE, None) or (None, "")
    return str(found[1]) if found[0] == confirmation_id else ""
