"""The life of an annual report, as data."""

from __future__ import annotations

from matchmaker.core.i18n import N_
from matchmaker.core.workflow import Reason, Workflow, transition
from matchmaker.statistics.reports.models import AnnualReport, ReportState
from matchmaker.statistics.reports.policies import PERMISSIONS, Permission

S, P = ReportState, Permission

REPORT = Workflow(
    name="annual_report",
    model=AnnualReport,
    states=S,
    initial=S.DRAFT,
    labels={S.DRAFT: N_("草稿"), S.SUBMITTED: N_("已提交"), S.RETURNED: N_("已退回"), S.ACCEPTED: N_("已通过")},
    table=PERMISSIONS,
    transitions=(
        transition(
            "submit",
            [S.DRAFT, S.RETURNED],
            S.SUBMITTED,
            P.EDIT,
            N_("提交报告"),
            tone="primary",
            done=N_("年度报告已提交。"),
        ),
        transition(
            "return",
            [S.SUBMITTED],
            S.RETURNED,
            P.DECIDE,
            N_("退回修改"),
            reason=Reason.REQUIRED,
            done=N_("已退回，填报单位会收到通知。"),
        ),
        transition(
            "accept",
            [S.SUBMITTED],
            S.ACCEPTED,
            P.DECIDE,
            N_("通过并锁定"),
            tone="primary",
            done=N_("已通过，报告的数字不再变动。"),
        ),
    ),
)
TONES = {S.DRAFT: "neutral", S.SUBMITTED: "info", S.RETURNED: "warn", S.ACCEPTED: "good"}
EDITABLE = frozenset({S.DRAFT, S.RETURNED})
