"""Annual reports of units that nobody has."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.workflow import Transition
from matchmaker.organizations.models import Organization
from matchmaker.statistics.reports.blocks import DRAFTED, TYPED
from matchmaker.statistics.reports.models import AnnualReport, ReportState
from matchmaker.statistics.reports.workflow import REPORT
from tests.factories.base import MAKER, made, walk
from tests.factories.organizations import make_university

LAST_YEAR_BACK = 1


def make_report(
    session: Session, state: ReportState = ReportState.DRAFT, *, unit: Organization | None = None, **values: Any
) -> AnnualReport:
    """A report of last year in which the ledger gave nothing and the unit typed 3 (items, or 分) at every line."""

    def build(inner: Session) -> AnnualReport:
        owner = unit or make_university(inner)
        drafted = {line.code: {"drafted": 0, "stated": 0, "reason": ""} for line in DRAFTED}
        given = {
            "year": clock.today().year - LAST_YEAR_BACK,
            "figures": {**drafted, **{line.code: {"stated": 3} for line in TYPED}},
            **values,
        }
        row = AnnualReport(organization_id=owner.id, region_code=owner.region_code, **given)
        REPORT.begin(inner, row, actor=MAKER)
        walk(inner, REPORT, row, state, _set)
        return row

    return made(session, build)


def _set(step: Transition) -> dict[str, Any]:
    given: dict[str, dict[str, Any]] = {
        "submit": {"submitted_at": clock.now()},
        "return": {"state_reason": "请补转移机构的名称。"},
    }
    return given.get(step.action, {})
