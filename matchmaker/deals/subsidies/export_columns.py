"""What a list of claims says as a file."""

from __future__ import annotations

from flask_babel import gettext as _

from matchmaker.core.i18n import N_
from matchmaker.deals.subsidies.models import Claim
from matchmaker.deals.subsidies.workflow import CLAIM
from matchmaker.web.columns import Column, Kind

LONG = 36

CLAIMS: tuple[Column[Claim], ...] = (
    Column(N_("编号"), lambda row: row.id, Kind.NUMBER),
    Column(N_("政策"), lambda row: row.rule_version.title, width=LONG),
    Column(N_("条款"), lambda row: f"{row.rule_version.source}{row.rule_version.clause}", width=LONG),
    Column(N_("规则版本"), lambda row: row.rule_version.number, Kind.NUMBER),
    Column(N_("申领单位"), lambda row: row.organization.name),
    Column(N_("地区"), lambda row: row.organization.region.name, width=14),
    Column(N_("申领事项"), lambda row: row.item, width=LONG),
    Column(N_("按政策计算（万元）"), lambda row: row.reckoned, Kind.MONEY),
    Column(N_("状态"), lambda row: _(CLAIM.labels[row.state]), width=12),
    Column(N_("提交日期"), lambda row: row.submitted_at, Kind.DATE),
    Column(N_("决定日期"), lambda row: row.decided_on, Kind.DATE),
    Column(N_("同意金额（万元）"), lambda row: row.decided_amount, Kind.MONEY),
    Column(N_("拨付日期"), lambda row: row.paid_on, Kind.DATE),
    Column(N_("拨付金额（万元）"), lambda row: row.paid_amount, Kind.MONEY),
    Column(N_("理由"), lambda row: row.state_reason, width=LONG),
)
