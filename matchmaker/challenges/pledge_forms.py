"""The shape of what is typed about a contract and the work under it."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FileField,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange

from matchmaker.challenges.bid_content import MOST_ROWS, Stage
from matchmaker.challenges.milestone_words import VERDICT_LABELS
from matchmaker.challenges.models import REVIEW_WAY_LABELS, ReviewWay, Verdict
from matchmaker.challenges.pledge_content import LONGEST_TEXT, Indicator, PledgeTerms
from matchmaker.challenges.services.milestone import Review
from matchmaker.challenges.spending_rules import CATEGORIES
from matchmaker.core.errors import Invalid
from matchmaker.core.money import from_wan
from matchmaker.web.forms import BaseForm, RowForm, choices


def _needed() -> InputRequired:
    return InputRequired(_l("请填写。"))


def _text(label: Any, most: int, **more: Any) -> StringField:
    return StringField(label, validators=[Length(max=most, message=_l("最多 %(max)d 字。"))], **more)


def _long(label: Any, most: int = LONGEST_TEXT, **more: Any) -> TextAreaField:
    return TextAreaField(label, validators=[Length(max=most, message=_l("最多 %(max)d 字。"))], **more)


def _day(label: Any, **more: Any) -> Any:
    """A calendar day that must be given: checked before its ``data`` is read, hence no optional type."""
    return DateField(label, validators=[_needed()], **more)


class MoneyForm(BaseForm):
    """A form with an amount in 万元."""

    amount = StringField(_l("金额（万元）"), validators=[_needed()])

    @property
    def fen(self) -> int:
        """The amount in 分; Invalid at the field for what is no amount."""
        try:
            return from_wan(self.amount.data or "")
        except Invalid as error:
            raise Invalid(fields={"amount": [error.message]}) from error


class IndicatorForm(RowForm):
    """指标, 目标值, 单位, 检测方法."""

    name = _text(_l("指标"), 80)
    target = _text(_l("目标值"), 80)
    unit = _text(_l("单位"), 30)
    method = _text(_l("检测方法"), 200)


class MilestoneForm(RowForm):
    """要达到什么, 完成日期, 比例."""

    title = _text(_l("考核要求"), 200)
    due_on = _day(_l("完成日期"))
    share: Any = IntegerField(
        _l("资金比例（%）"),
        validators=[_needed(), NumberRange(1, 100, message=_l("请填 1 至 100 的整数。"))],
    )


class PledgeForm(MoneyForm):
    """The whole contract."""

    amount = StringField(_l("合同金额（万元）"), validators=[_needed()], description=_l("不超过揭榜报价。"))
    starts_on = _day(_l("开始日期"))
    ends_on = _day(_l("完成日期"))
    indicators = FieldList(FormField(IndicatorForm), label=_l("考核指标"), max_entries=MOST_ROWS)
    milestones = FieldList(
        FormField(MilestoneForm),
        label=_l("攻关节点"),
        max_entries=MOST_ROWS,
        description=_l("按时间先后排列，资金比例合计 100%。"),
    )
    issuer_duties = _long(_l("甲方责任"))
    team_duties = _long(_l("乙方责任"))
    bureau_duties = _long(_l("丙方责任"))
    rewards = _long(_l("奖惩"))
    ownership = _long(_l("成果归属"))
    leader_promise = _long(_l("负责人在岗承诺"))
    payment_terms = _long(_l("经费拨付方式"))
    lump_sum = BooleanField(_l("经费实行包干制"), description=_l("负责人自主使用，不编制明细预算，只列负面清单。"))
    excluded_spending = _long(_l("负面清单"), description=_l("一行一项；只在实行包干制时写入军令状。"))
    note = _text(_l("改了什么"), 500, description=_l("写进版本记录，各方重新确认时会看到。"))

    def terms(self) -> PledgeTerms:
        """What was typed; Invalid at the amount for what is none."""
        lump_sum = bool(self.lump_sum.data)
        return PledgeTerms(
            amount=self.fen,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            **{
                name: getattr(self, name).data or ""
                for name in (
                    "issuer_duties",
                    "team_duties",
                    "bureau_duties",
                    "rewards",
                    "ownership",
                    "leader_promise",
                    "payment_terms",
                )
            },
            milestones=tuple(
                Stage(row.title.data or "", row.due_on.data, row.share.data)
                for row in (entry.form for entry in self.milestones)
            ),
            indicators=tuple(
                Indicator(*(row[name].data or "" for name in ("name", "target", "unit", "method")))
                for row in (entry.form for entry in self.indicators)
                if not row.is_blank
            ),
            lump_sum=lump_sum,
            excluded_spending=(self.excluded_spending.data or "") if lump_sum else "",
        )


class ConfirmForm(BaseForm):
    """One's word for the text with this hash."""

    text_hash = StringField(validators=[_needed()])


class SignForm(BaseForm):
    """The day on the paper, and its scan."""

    signed_on = _day(_l("签订日期"), description=_l("盖章件上写明的日期。"))
    file = FileField(_l("盖章扫描件"), description=_l("PDF、JPG 或 PNG，不超过 20 MB。"))


class ReportForm(BaseForm):
    """What was reached."""

    report = _long(_l("完成情况"), 20_000, description=_l("逐项对照考核要求，写明数据和证据。"))


class EvidenceForm(BaseForm):
    """One file."""

    file = FileField(_l("证据附件"), description=_l("PDF、PNG、JPG、DOCX、XLSX，单个不超过 20 MB，最多 20 个。"))


class ReviewForm(BaseForm):
    """How a milestone was reviewed, by whom, and what was found."""

    way = RadioField(_l("考核方式"), validators=[InputRequired(_l("请选择考核方式。"))])
    reviewers = TextAreaField(
        _l("考核人员"),
        validators=[_needed(), Length(max=400, message=_l("最多 %(max)d 字。"))],
        description=_l("每行一人：姓名（单位）。"),
    )
    final_user = StringField(
        _l("最终用户代表"),
        validators=[_needed(), Length(max=80, message=_l("最多 %(max)d 字。"))],
        description=_l("姓名和单位。"),
    )
    verdict = RadioField(_l("考核结论"), validators=[InputRequired(_l("请选择考核结论。"))])
    finding = TextAreaField(
        _l("结论和依据"),
        validators=[_needed(), Length(max=2000, message=_l("最多 %(max)d 字。"))],
        description=_l("逐项写明测得的数据；要求整改的写明改什么、何时改完。会告知团队。"),
    )

    def __init__(self, *arguments: Any, rectified: bool = False, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.way.choices = choices((way.value, _(label)) for way, label in REVIEW_WAY_LABELS.items())
        open_ = [verdict for verdict in VERDICT_LABELS if not (rectified and verdict is Verdict.RECTIFY)]
        self.verdict.choices = choices((verdict.value, _(VERDICT_LABELS[verdict])) for verdict in open_)

    def found(self) -> Review:
        """The review that was typed."""
        return Review(
            way=ReviewWay(self.way.data),
            reviewers=self.reviewers.data or "",
            final_user=self.final_user.data or "",
            verdict=Verdict(self.verdict.data),
            finding=self.finding.data or "",
        )


class PayForm(MoneyForm):
    """A payment that was made."""

    amount = StringField(_l("付款金额（万元）"), validators=[_needed()])
    paid_on = _day(_l("付款日期"))
    voucher = _text(_l("凭证号"), 80, description=_l("银行回单或国库支付凭证的编号。"))


class SpendingForm(MoneyForm):
    """One spending of a lump sum."""

    category = SelectField(_l("支出类别"), validators=[InputRequired(_l("请选择支出类别。"))])
    amount = StringField(_l("金额（万元）"), validators=[_needed()])
    spent_on = _day(_l("支出日期"))
    note = StringField(_l("用在什么地方"), validators=[_needed(), Length(max=200, message=_l("最多 %(max)d 字。"))])

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        labels = ((code, _(label)) for code, label in CATEGORIES.items())
        self.category.choices = choices([("", _("请选择")), *labels])


class WithdrawForm(BaseForm):
    """Which declaration is taken back."""

    spending_id = IntegerField(validators=[_needed()])
