"""Narrowing the ledger, what an officer notes of a contract, and joining two."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from matchmaker.catalog.forms.fields import WanField
from matchmaker.catalog.vocabulary import FIELDS, IP_KINDS
from matchmaker.core.db import LARGEST_ID
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.money import from_wan
from matchmaker.deals.contracts.facts import Line, Particulars
from matchmaker.deals.contracts.flags import FLAG_LABELS
from matchmaker.deals.contracts.models import (
    CONTRACT_PRICING,
    DEVELOPMENT_LABELS,
    KIND_LABELS,
    LEDGER_LABELS,
    PAYMENT_LABELS,
)
from matchmaker.deals.contracts.queries import BUYING, SELLING
from matchmaker.deals.contracts.reconcile_queries import PART_LABELS
from matchmaker.web.forms import BaseForm, FilterForm, choices, clean

NONE = ("", N_("未填写"))
Groups = dict[str, list[tuple[str, str]]]
YEAR = (Optional(), NumberRange(1985, 2100, message=_l("请写四位年份，例如 2026。")))


class ContractFilterForm(FilterForm):
    """Narrows the ledger."""

    q = StringField(_l("项目、单位或登记编号"), validators=[Length(max=100, message=_l("最多 100 个字。"))])
    ledger = SelectField(_l("台账"), filters=[clean])
    kind = SelectField(_l("类别"), filters=[clean])
    year = IntegerField(_l("签订年份"), validators=YEAR)
    flow = SelectField(_l("方向"), filters=[clean])
    region = SelectField(_l("地区"), filters=[clean])
    flag = SelectField(_l("提示"), filters=[clean])

    def __init__(self, *args: Any, regions: Groups, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = ("", _("全部"))
        self.ledger.choices = [everything, *((code, _(label)) for code, label in LEDGER_LABELS.items())]
        self.kind.choices = [everything, *((code, _(label)) for code, label in KIND_LABELS.items())]
        self.flow.choices = [everything, (BUYING, _("吸纳（买方在本地）")), (SELLING, _("输出（卖方在本地）"))]
        self.region.choices = {"": [everything], **regions}
        signs = [(code.value, _(label)) for code, label in FLAG_LABELS.items()]
        self.flag.choices = [everything, ("any", _("有任何提示")), *signs]


class ProgressForm(BaseForm):
    """What was paid, for whom it counts, a remark."""

    received = StringField(_l("到账金额（万元）"), description=_l("累计已收到的金额，与成交额分开统计。"))
    assessed_unit = StringField(
        _l("考核单位"),
        validators=[Length(max=60, message=_l("最多 60 个字。"))],
        description=_l("计入哪个县区、开发区或园区的考核，输入时可从已有的单位里选；不填的计入买方所在的县区。"),
        render_kw={"list": "assessed-units"},
    )
    note = TextAreaField(_l("备注"), validators=[Length(max=2000, message=_l("最多 2000 个字。"))])

    @property
    def fen(self) -> int:
        """The amount in 分, nothing for an empty field; Invalid at the field for what is no amount."""
        try:
            return from_wan(self.received.data) if self.received.data else 0
        except Invalid as error:
            raise Invalid(fields={"received": [error.message]}) from error


class ReconcileFilterForm(FilterForm):
    """Narrows the lists of 对账."""

    part = SelectField(_l("看哪一部分"), filters=[clean])
    year = IntegerField(_l("签订年份"), validators=YEAR)
    region = SelectField(_l("县区"), filters=[clean])

    def __init__(self, *args: Any, regions: Groups, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part.choices = [(code.value, _(label)) for code, label in PART_LABELS.items()]
        self.region.choices = {"": [("", _("全部"))], **regions}


class PairForm(BaseForm):
    """Two contracts that are, or are not, one; ``version`` is that of the platform's, as it was seen."""

    other = IntegerField(
        _l("另一份合同"),
        validators=[
            InputRequired(message=_l("请选择另一份合同。")),
            NumberRange(1, LARGEST_ID, message=_l("请选择另一份合同。")),
        ],
    )
    other_version = IntegerField(validators=[Optional()])


class UndoForm(BaseForm):
    """Why a join is taken back."""

    reason = StringField(
        _l("撤销的理由"),
        validators=[Length(max=500, message=_l("最多 500 个字。"))],
        description=_l("必填，留在两份合同的对账记录里。"),
    )


class CandidateForm(FilterForm):
    """Looks for a contract to join."""

    q = StringField(_l("项目、单位或登记编号"), validators=[Length(max=100, message=_l("最多 100 个字。"))])


class InstalmentForm(BaseForm):
    """When how much is to be paid, and what was paid of it."""

    condition = StringField(
        _l("付款条件"),
        [Optional(), Length(max=200, message=_l("最多 200 个字。"))],
        description=_l("例如“合同生效后 10 日内”“中试验收通过”；有确定日期的可以不填。"),
    )
    due_on = DateField(_l("应付日期"), [Optional()], description=_l("没有确定日期的可以不填，写明付款条件即可。"))
    amount = WanField(_l("应付金额"), [InputRequired(_l("请填写应付金额。"))])
    paid_on = DateField(_l("到账日期"), [Optional()])
    paid_amount = WanField(_l("到账金额"), [Optional()], description=_l("还没有到账的，两项都不填。"))

    @property
    def line(self) -> Line:
        """What was typed."""
        amounts = (self.amount.data, self.paid_on.data, self.paid_amount.data)
        return Line(self.condition.data or "", self.due_on.data, *amounts)


class ParticularsForm(BaseForm):
    """What a contract is about; everything but the name may be left open."""

    name = StringField(
        _l("项目名称"), [DataRequired(_l("请填写项目名称。")), Length(max=200, message=_l("最多 200 个字。"))]
    )
    kind = SelectField(_l("合同类别"), choices=choices([NONE, *KIND_LABELS.items()]))
    development_mode = SelectField(
        _l("开发方式（只用于技术开发）"), choices=choices([NONE, *DEVELOPMENT_LABELS.items()])
    )
    amount = WanField(_l("合同成交额"), [Optional()])
    technology_amount = WanField(
        _l("技术交易额"), [Optional()], description=_l("成交额中属于技术的部分，不含设备、原材料等，不超过成交额。")
    )
    ip_kinds = SelectMultipleField(
        _l("知识产权类别"),
        choices=choices(IP_KINDS.items()),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    payment_mode = SelectField(_l("支付方式"), choices=choices([NONE, *PAYMENT_LABELS.items()]))
    pricing_method = SelectField(_l("定价方式"), choices=choices([NONE, *CONTRACT_PRICING.items()]))
    field_code = SelectField(_l("技术领域"), choices=choices([NONE, *FIELDS.items()]))
    valid_until = DateField(_l("有效期至"), [Optional()])

    @property
    def given(self) -> Particulars:
        """What was typed; an empty choice is None."""
        coded = ("kind", "development_mode", "payment_mode", "pricing_method", "field_code")
        return Particulars(
            name=self.name.data or "",
            amount=self.amount.data,
            technology_amount=self.technology_amount.data,
            ip_kinds=tuple(self.ip_kinds.data or ()),
            valid_until=self.valid_until.data,
            **{name: self[name].data or None for name in coded},
        )
