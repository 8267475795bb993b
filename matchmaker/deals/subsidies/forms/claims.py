"""Looking for a policy, trying it, claiming on it, deciding a claim."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, FileField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from matchmaker.catalog.forms.fields import WanField
from matchmaker.core.i18n import N_
from matchmaker.deals.subsidies.facts import Value
from matchmaker.deals.subsidies.forms.facts import Places, fact_fields
from matchmaker.deals.subsidies.rule import OncePer, Rule
from matchmaker.deals.subsidies.validity import LABELS
from matchmaker.deals.subsidies.workflow import CLAIM
from matchmaker.web.forms import BaseForm, FilterForm, choices, clean

ITEM_LABELS = {
    OncePer.CONTRACT: N_("合同登记编号或合同名称"),
    OncePer.YEAR: N_("哪一年的支出"),
    OncePer.ITEM: N_("产品名称或专利号"),
}
LONGEST_TEXT, LONGEST_NOTE = 100, 1000


class PolicyFilterForm(FilterForm):
    """Narrows the cards."""

    q = StringField(_l("政策名称或关键词"), validators=[Length(max=LONGEST_TEXT, message=_l("最多 100 个字。"))])
    region = SelectField(_l("城市"), filters=[clean])
    status = SelectField(_l("效力"), filters=[clean])

    def __init__(self, *args: Any, cities: Places, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region.choices = [("", _("全部")), *cities]
        self.status.choices = [("", _("全部")), *((code.value, _(label)) for code, label in LABELS.items())]


class ClaimFilterForm(FilterForm):
    """Narrows the list of claims."""

    q = StringField(_l("申领事项"), validators=[Length(max=LONGEST_TEXT, message=_l("最多 100 个字。"))])
    state = SelectField(_l("状态"), filters=[clean])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.state.choices = [("", _("全部")), *((code, _(label)) for code, label in CLAIM.labels.items())]


class ClaimFormBase(BaseForm):
    """What every claim states besides the facts of its rule."""

    note = TextAreaField(_l("补充说明"), [Optional(), Length(max=LONGEST_NOTE, message=_l("最多 1000 个字。"))])


def calculator_form(rule: Rule, places: Places) -> type[FilterForm]:
    """A form of the rule's inputs, read from the address."""
    return type("CalculatorForm", (FilterForm,), fact_fields(rule.inputs, places))


def claim_form(
    rule: Rule, places: Places, known: Mapping[str, Value], *, units: Places = (), has_contract: bool = False
) -> type[ClaimFormBase]:
    """A form of what the platform does not know; ``units``: whose claim, where several speak."""
    fields = fact_fields((name for name in rule.inputs if name not in known), places)
    if units:
        fields["unit"] = SelectField(_("申领单位"), choices=choices(units))
    if not has_contract:
        given = [DataRequired(N_("请填写这一项。")), Length(max=LONGEST_TEXT, message=_l("最多 100 个字。"))]
        fields = {"item": StringField(_(ITEM_LABELS[rule.once_per]), given), **fields}
    return type("ClaimForm", (ClaimFormBase,), fields)


class PaperForm(BaseForm):
    """One file. The type is judged by its content."""

    file = FileField(_l("文件"), description=_l("PDF、PNG、JPG、DOCX、XLSX，单个不超过 20 MB。"))


class DecisionForm(BaseForm):
    """What an officer states; the button pressed says what is done."""

    amount = WanField(_l("金额（万元）"))
    day = DateField(_l("拨付日期"), [Optional()])
    reason = TextAreaField(
        _l("理由"),
        [Optional(), Length(max=LONGEST_NOTE, message=_l("最多 1000 个字。"))],
        description=_l("退回或不同意时必填，申领单位会看到。"),
    )
