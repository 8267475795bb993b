"""The one blueprint whose routes the modules beside it add."""

from __future__ import annotations

from flask import Blueprint
from flask_babel import gettext as _

from matchmaker.statistics.reports.models import AnnualReport, ReportState
from matchmaker.statistics.reports.workflow import REPORT, TONES

blueprint = Blueprint("reports", __name__)


def badge(row: AnnualReport) -> tuple[str, str]:
    """(words, tone) of a report's state."""
    return _(REPORT.labels[row.state]), TONES[ReportState(row.state)]


def title_of(row: AnnualReport) -> str:
    """How a report is called on pages and in files."""
    return str(_("%(year)s年度科技成果转化报告", year=row.year))
