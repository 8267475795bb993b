"""技术需求: the form, essentials first."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, IntegerField, SelectMultipleField, StringField
from wtforms.validators import Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from matchmaker.catalog import vocabulary
from matchmaker.catalog.forms.fields import WanField, options
from matchmaker.catalog.forms.listing import MOST_ROWS, ListingForm, choice, paragraph, text
from matchmaker.catalog.models import RecordKind
from matchmaker.web.forms import RowForm


def named_row(form: RowForm, field: Any) -> None:
    """Demand the first column of a row in which anything was typed."""
    if not form.is_blank and not field.data:
        raise ValidationError(_("请填写指标名称，或删除这一行。"))


class NeedIndicatorForm(RowForm):
    """指标, 现值, 目标值, 单位, 测试方法."""

    name = StringField(_l("指标"), validators=[named_row, Length(max=80, message=_l("最多 80 字。"))])
    present = text(_l("现值"), 80)
    target = text(_l("目标值"), 80)
    unit = text(_l("单位"), 30)
    method = text(_l("测试方法"), 200)


class NeedForm(ListingForm):
    """Only the name is demanded here; submission demands more (``mandatory``)."""

    kind = RecordKind.NEED
    selects = {"need_type": vocabulary.NEED_TYPES, "budget_band": vocabulary.BUDGET_BANDS}  # noqa: RUF012 - read only

    problem = paragraph(_l("主要技术问题"), description=_l("卡在哪一步、什么现象、影响多大。50 字以上。"))
    background = paragraph(_l("背景与现状"), description=_l("现用什么工艺、设备、产量。"))
    tried_before = paragraph(_l("已试过的办法"), description=_l("试过什么，结果如何。"))
    indicators = FieldList(
        FormField(NeedIndicatorForm),
        label=_l("技术指标"),
        max_entries=MOST_ROWS,
        description=_l("例如：收率，现值 91，目标值 ≥96，单位 %，测试方法 三批平均。"),
    )
    not_quantifiable = BooleanField(_l("暂无法量化"))
    deadline_months = IntegerField(
        _l("期望完成时限"),
        validators=[Optional(), NumberRange(1, 120, message=_l("请填写 1～120 之间的月数。"))],
        description=_l("一般不超过 36 个月。"),
    )
    budget_band = choice(_l("预算档"))
    budget = WanField(_l("拟投入资金"), validators=[Optional()], description=_l("有确定金额时填写。"))
    contact_is_decider = BooleanField(_l("联系人能拍板"))
    need_type = choice(_l("需求类型"))
    research_content = paragraph(_l("研究内容"))
    cooperation_modes = SelectMultipleField(
        _l("合作方式"),
        validators=[Optional()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    funding_source = text(_l("资金来源"), 60)
    ownership_intent = text(_l("产权归属意向"), 120)
    solver_requirements = paragraph(_l("对承接方的要求"))
    existing_conditions = paragraph(_l("现有基础条件"))
    wished_experts = text(_l("意向专家"), 200, description=_l("只填公开的单位和工作信息。"))
    is_bottleneck = BooleanField(_l("属于卡脖子问题"))
    open_to_challenge = BooleanField(_l("同意转为揭榜挂帅题目"))

    def __init__(self, formdata: Any = None, **more: Any) -> None:
        super().__init__(formdata, **more)
        self.cooperation_modes.choices = options(vocabulary.COOPERATION_MODES)
