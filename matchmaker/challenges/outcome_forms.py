"""The shapes of what is typed when work ends: settlements, field tests, conclusions, follow-ups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    FieldList,
    FileField,
    FormField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from matchmaker.challenges.models import USAGE_LABELS, BidState
from matchmaker.challenges.services.field_test import Measured, Protocol
from matchmaker.core import clock
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.money import from_wan
from matchmaker.web.forms import BaseForm, RowForm, choices

LONG, LINE, REASON = 2000, 200, 600
MET = {"yes": N_("达到"), "no": N_("未达到")}
SINGLE_OUTCOMES = {
    BidState.PASSED: N_("通过"),
    BidState.FAILED_DILIGENT: N_("未通过，已尽职（免责）"),
    BidState.FAILED_NEGLIGENT: N_("未通过，主观不努力"),
}
RACE_OUTCOMES = {
    BidState.PASSED: N_("通过并胜出"),
    BidState.RUNNER_UP: N_("达标，未胜出"),
    BidState.ELIMINATED: N_("已有团队胜出，未达标出局"),
    BidState.FAILED_DILIGENT: N_("未通过，已尽职（免责）"),
    BidState.FAILED_NEGLIGENT: N_("未通过，主观不努力"),
}


def fen_of(field: StringField) -> int:
    """The amount typed in 万元, as 分. Raises Invalid at the field."""
    try:
        return from_wan(field.data or "")
    except Invalid as error:
        raise Invalid(fields={field.name: [error.message]}) from error


class SettlementForm(BaseForm):
    """What was agreed with a team that left."""

    value = StringField(
        _l("商定的未付工作价值"),
        [DataRequired(N_("请填写金额；没有应付的填 0。"))],
        description=_l("已通过的节点按合同付款，不在此列；没有应付的填 0。"),
    )
    agreed_on = DateField(_l("商定日期"), [InputRequired(N_("请填写商定日期。"))])
    reason = TextAreaField(
        _l("依据"),
        [DataRequired(N_("请写明已完成的工作和金额的依据；没有应付的也要写明。")), Length(max=LONG)],
        description=_l("写明截至退出之日完成了什么、怎样计价、与谁商定。"),
    )

    @property
    def terms(self) -> dict[str, Any]:
        """What ``settle_bid`` takes. Raises Invalid at the amount's field."""
        return {"value": fen_of(self.value), "reason": self.reason.data or "", "agreed_on": self.agreed_on.data}


class SettlementPaymentForm(BaseForm):
    """The payment of what was agreed."""

    paid_on = DateField(_l("付款日期"), [InputRequired(N_("请填写付款日期。"))])
    voucher = StringField(_l("凭证号"), [Optional(), Length(max=80)])

    @property
    def terms(self) -> dict[str, Any]:
        """What ``pay_settlement`` takes."""
        return {"paid_on": self.paid_on.data, "voucher": self.voucher.data or ""}


class FindingForm(RowForm):
    """What came out of one indicator."""

    measured = StringField(_l("实测值"), [DataRequired(N_("请填写实测值。")), Length(max=80)])
    met = RadioField(_l("是否达到"), [InputRequired(N_("请选择是否达到。"))], choices=choices(MET.items()))
    note = StringField(_l("说明"), [Optional(), Length(max=500)])


class FieldTestForm(BaseForm):
    """The protocol of a field test; one row of findings for each indicator, in their order."""

    tested_on = DateField(_l("测试日期"), [InputRequired(N_("请填写测试日期。"))])
    place = StringField(_l("测试地点"), [DataRequired(N_("请填写测试地点。")), Length(max=LINE)])
    final_users = StringField(
        _l("最终用户"),
        [DataRequired(N_("请写明参加测试的最终用户。")), Length(max=500)],
        description=_l("实际使用的车间、班组或单位，及参加的人。"),
    )
    third_party = StringField(_l("第三方测评机构"), [DataRequired(N_("请填写第三方测评机构。")), Length(max=LINE)])
    course = TextAreaField(_l("测试过程"), [DataRequired(N_("请写明测试过程和方法。")), Length(max=LONG * 2)])
    findings = FieldList(FormField(FindingForm), _l("各项指标"), max_entries=100)

    def record(self, indicators: Sequence[int]) -> Protocol:
        """What was typed, for the indicators of these ids."""
        rows = [entry.form for entry in self.findings.entries]
        return Protocol(
            tested_on=self.tested_on.data or clock.today(),
            place=self.place.data or "",
            final_users=self.final_users.data or "",
            third_party=self.third_party.data or "",
            course=self.course.data or "",
            findings={
                key: Measured(row.measured.data or "", row.met.data == "yes", row.note.data or "")
                for key, row in zip(indicators, rows, strict=False)
            },
        )


class ReportForm(BaseForm):
    """A report to go with the protocol."""

    file = FileField(_l("报告文件"), description=_l("PDF、PNG、JPG、DOCX、XLSX，单个不超过 20 MB。"))


class ConclusionForm(BaseForm):
    """What became of one team's work."""

    outcome = RadioField(_l("结论"), [InputRequired(N_("请选择结论。"))])
    reason = TextAreaField(
        _l("理由"),
        [DataRequired(N_("请写明结论的理由。")), Length(max=REASON)],
        description=_l("对照考核指标和现场测试写明，会告知团队。"),
    )
    diligence = TextAreaField(
        _l("尽职依据"),
        [Optional(), Length(max=350)],
        description=_l("选“已尽职（免责）”时必填：投入、过程记录、及时报告、调整过的路线等。"),
    )


class FollowUpForm(BaseForm):
    """What became of a result."""

    usage = RadioField(_l("使用情况"), [InputRequired(N_("请选择使用情况。"))], choices=choices(USAGE_LABELS.items()))
    output_value = StringField(
        _l("新增产值"), [Optional()], description=_l("自上次跟踪以来由这项成果带来的产值；不掌握的可以不填。")
    )
    note = TextAreaField(_l("说明"), [Optional(), Length(max=LONG)], description=_l("没有在用的，请写明原因和打算。"))

    @property
    def fen(self) -> int | None:
        """The output in 分, None when it is not known. Raises Invalid at its field."""
        return fen_of(self.output_value) if self.output_value.data else None
