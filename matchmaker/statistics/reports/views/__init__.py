"""The pages of reports."""

from matchmaker.statistics.reports.views import collected, filling, monthly_report, report, takeaway, taking
from matchmaker.statistics.reports.views.blueprint import blueprint

__all__ = ["blueprint", "collected", "filling", "monthly_report", "report", "takeaway", "taking"]
