"""The shapes of what is typed about a pricing decision."""

from __future__ import annotations

from typing import Any

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
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from matchmaker.catalog.vocabulary import PRICING_METHODS
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.money import exact_wan, from_wan
from matchmaker.deals.demands import SIGNED_MODES
from matchmaker.deals.pricing.facts import ITEM_LENGTH, MOST_ITEMS, NAMES, NOTE_LENGTH, TEXTS, TITLE_LENGTH, Facts
from matchmaker.deals.pricing.models import AUDIENCE_LABELS, FILE_LABELS, OUTCOME_LABELS, PricingDossier
from matchmaker.web.forms import BaseForm, RowForm, choices

MONEY = ("price", "appraised_value")
ANSWERS = {"": None, "yes": True, "no": False}
SAID = {value: code for code, value in ANSWERS.items()}
NOT_SAID = ("", N_("未填写"))
LONG, TEXT, SHORT, CONTACT, REASON = 5000, 2000, 100, 200, 1000


def longest(limit: int) -> Length:
    """At most so many characters."""
    return Length(max=limit)


class FactsForm(BaseForm):
    """What a unit states of its decision."""

    title = StringField(_l("成果名称"), [DataRequired(N_("请填写成果名称。")), longest(TITLE_LENGTH)])
    transfer_mode = SelectField(_l("成交方式"), choices=choices([NOT_SAID, *SIGNED_MODES.items()]))
    method = SelectField(_l("定价方式"), choices=choices([NOT_SAID, *PRICING_METHODS.items()]))
    price = StringField(_l("价格"), [Optional()], description=_l("协议定价填拟交易价格，挂牌和拍卖填成交价格。"))
    decided_on = DateField(_l("定价决定的日期"), [Optional()])
    basis = TextAreaField(
        _l("定价依据"),
        [Optional(), longest(LONG)],
        description=_l("怎样得出这个价格：参照了什么、比较了什么、谁参加讨论。协议定价必填。"),
    )
    venue = StringField(_l("交易场所"), [Optional(), longest(SHORT)], description=_l("挂牌、拍卖必填。"))
    venue_reference = StringField(_l("成交确认编号"), [Optional(), longest(SHORT)])
    appraised = RadioField(
        _l("是否评估"), choices=choices([("yes", N_("已评估")), ("no", N_("未评估")), ("", N_("还没有定"))]), default=""
    )
    appraiser = StringField(_l("评估机构"), [Optional(), longest(SHORT)])
    appraised_value = StringField(_l("评估值"), [Optional()])
    appraised_on = DateField(_l("评估日期"), [Optional()])
    appraisal_reason = TextAreaField(_l("未评估的理由"), [Optional(), longest(REASON)])
    related = RadioField(
        _l("是否关联交易"),
        choices=choices([("no", N_("不属于关联交易")), ("yes", N_("属于关联交易")), ("", N_("还没有核实"))]),
        default="",
    )
    related_note = TextAreaField(
        _l("关系和回避情况"), [Optional(), longest(REASON)], description=_l("属于关联交易的必填。")
    )

    @classmethod
    def of(cls, row: PricingDossier) -> FactsForm:
        """Filled with what the dossier holds."""
        plain = {name: getattr(row, name) for name in NAMES}
        for name in MONEY:
            plain[name] = "" if plain[name] is None else exact_wan(plain[name])
        said = {name: SAID[plain[name]] for name in ("appraised", "related")}
        return cls(**{**plain, **said}, version=row.version)

    @property
    def facts(self) -> Facts:
        """What was typed, amounts in 分. Raises Invalid at the field of what is no amount."""
        given: dict[str, Any] = {name: self[name].data for name in NAMES}
        for name in MONEY:
            given[name] = self._fen(name)
        for name in ("appraised", "related"):
            given[name] = ANSWERS.get(given[name] or "")
        for name in ("transfer_mode", "method"):
            given[name] = given[name] or None
        for name in TEXTS:
            given[name] = given[name] or ""
        return Facts(**given)

    def _fen(self, name: str) -> int | None:
        if not self[name].data:
            return None
        try:
            return from_wan(self[name].data)
        except Invalid as error:
            raise Invalid(fields={name: [error.message]}) from error


class EvidenceForm(BaseForm):
    """One file and its kind."""

    file = FileField(
        _l("文件"), description=_l("PDF、PNG、JPG、DOCX、XLSX，单个不超过 20 MB。涉密和内部资料不能上传。")
    )
    purpose = SelectField(_l("种类"), choices=choices(FILE_LABELS.items()))


class NoticeForm(BaseForm):
    """For whom, how long, with or without the price, and where to object."""

    audience = RadioField(
        _l("公示范围"), [InputRequired(N_("请选择公示范围。"))], choices=choices(AUDIENCE_LABELS.items())
    )
    days = IntegerField(_l("公示天数"), [InputRequired(N_("请填写公示天数。"))])
    show_price = BooleanField(_l("公示价格"))
    contact = StringField(
        _l("受理异议的部门和联系方式"),
        [DataRequired(N_("请写明受理异议的部门和联系方式。")), longest(CONTACT)],
        description=_l("公示页面上会显示，例如：科技处，0552-0000000。"),
    )


class ObjectionForm(BaseForm):
    """An objection as it was raised."""

    raised_by = StringField(_l("提出人"), [DataRequired(N_("请写明由谁提出；匿名的写“匿名”。")), longest(SHORT)])
    raised_on = DateField(_l("提出日期"), [InputRequired(N_("请填写日期。"))])
    body = TextAreaField(_l("异议内容"), [DataRequired(N_("请写下异议的内容。")), longest(TEXT)])


class HandlingForm(BaseForm):
    """How an objection was answered."""

    outcome = RadioField(
        _l("处理结果"), [InputRequired(N_("请选择处理结果。"))], choices=choices(OUTCOME_LABELS.items())
    )
    handling = TextAreaField(_l("核查情况和处理意见"), [DataRequired(N_("请写明核查情况和处理意见。")), longest(TEXT)])


class StepForm(BaseForm):
    """A reason for taking the notice back or giving the dossier up."""

    step = StringField()
    reason = TextAreaField(_l("理由"), [DataRequired(N_("请说明理由。")), longest(REASON)])


class SealForm(BaseForm):
    """The declaration before sealing."""

    declared = BooleanField(_l("本单位声明：定价决策过程中勤勉尽责，没有牟取非法利益；所附材料真实、完整。"))


class ChecklistForm(BaseForm):
    """The unit's list, one duty a line; ``number`` is the version that was seen."""

    items = TextAreaField(
        _l("清单事项"),
        [DataRequired(N_("请至少写一项。"))],
        description=_l(
            "一行一项，例如“经校长办公会集体研究决定”。最多 %(n)s 项，每项最多 %(long)s 个字。",
            n=MOST_ITEMS,
            long=ITEM_LENGTH,
        ),
    )
    number = IntegerField(validators=[Optional(), NumberRange(0, 10**6)])

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in (self.items.data or "").split("\n") if line.strip()]


class DutyForm(RowForm):
    """One duty of the list."""

    done = BooleanField(_l("已做到"))
    note = StringField(_l("说明（没有做到的必填）"), [Optional(), longest(NOTE_LENGTH)])


class DutiesForm(BaseForm):
    """The answers to the unit's list, in its order."""

    duties = FieldList(FormField(DutyForm), max_entries=MOST_ITEMS)
