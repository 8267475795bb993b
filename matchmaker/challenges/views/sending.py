"""Doing what a valid form asks, once; what is wrong comes back at its fields."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.core.errors import Invalid
from matchmaker.web.forms import BaseForm
from matchmaker.web.idempotency import perform


def send(form: BaseForm, once: Callable[[Session], str], done: str) -> Response | None:
    """Run ``once`` for ``form`` and say ``done``; None, with the complaints in the form, when it was refused.

    Ask ``replayed`` first. ``once`` returns the address to go to.
    """
    if form.validate():
        try:
            response = perform(once)
        except Invalid as error:
            form.take_errors(error)
        else:
            flash(done, "success")
            return response
    form.refresh_key()
    return None
