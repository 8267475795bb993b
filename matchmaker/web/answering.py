"""Answering a form that was sent: done once, or shown again with what is wrong and all that was typed."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.core.errors import Invalid
from matchmaker.web.forms import BaseForm
from matchmaker.web.idempotency import perform, replayed

UNPROCESSABLE = 422
Answer = Response | str | tuple[str, int]


def answer_form(
    form: BaseForm, call: Callable[[Session], str], page: Callable[[], str], done: str, *, extra: str = ""
) -> Answer:
    """Run ``call`` once for ``form``, say ``done`` and go to the address it returns.

    A refused form, by its own rules or by Invalid from ``call``, is shown by
    ``page`` as 422 with a fresh key: ``page`` must draw this very ``form`` and
    load anew what it shows beside it. Other errors go their way. ``extra`` as
    for `perform`. A view whose guards would refuse a form that took effect
    already asks `replayed` before them.
    """
    if (stored := replayed(extra)) is not None:
        return stored
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
