"""The one blueprint whose routes the modules beside it add, and how all of them answer a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.core.errors import Invalid
from matchmaker.statistics.reports.models import AnnualReport, ReportState
from matchmaker.statistics.reports.workflow import REPORT, TONES
from matchmaker.web.idempotency import perform, replayed

blueprint = Blueprint("reports", __name__)
UNPROCESSABLE = 422
Answer = str | Response | tuple[str, int]


def answer_form(form: Any, once: Callable[[Session], str], done: str, page: Callable[[], str]) -> Answer:
    """Do what a form asks and go where ``once`` says; else ``page`` again with the complaints."""
    if (answer := replayed()) is not None:
        return answer
    if form.validate():
        try:
            answer = perform(once)
        except Invalid as error:
            form.take_errors(error)
        else:
            if done:
                flash(_(done), "success")
            return answer
    form.refresh_key()
    return page(), UNPROCESSABLE


def badge(row: AnnualReport) -> tuple[str, str]:
    """(words, tone) of a report's state."""
    return _(REPORT.labels[row.state]), TONES[ReportState(row.state)]


def title_of(row: AnnualReport) -> str:
    """How a report is called on pages and in files."""
    return str(_("%(year)s年度科技成果转化报告", year=row.year))
