"""What all forms of a challenge have in common: once, or shown again with what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import flash
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.challenges.views.blueprint import UNPROCESSABLE
from matchmaker.core.errors import Invalid
from matchmaker.web.forms import BaseForm
from matchmaker.web.idempotency import perform, replayed

F = TypeVar("F", bound=BaseForm)
Answer = Response | str | tuple[str, int]


def take(form: F, change: Callable[[Session], str], again: Callable[[F], str], done: str, *, extra: str = "") -> Answer:
    """Do ``change`` once and go where it says, telling ``done``; else ``again`` with the complaints, as 422."""
    if (answered := replayed(extra)) is not None:
        return answered
    if form.validate():
        try:
            response = perform(change, extra=extra)
        except Invalid as error:
            form.take_errors(error)
        else:
            flash(done, "success")
            return response
    form.refresh_key()
    return again(form), UNPROCESSABLE
