"""科技成果: the form, essentials first."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    FieldList,
    FormField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import Length, Optional, Regexp, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from matchmaker.catalog import vocabulary
from matchmaker.catalog.contents import Contents
from matchmaker.catalog.forms.fields import WanField, WordsField, options
from matchmaker.catalog.forms.listing import MOST_ROWS, ListingForm, choice, paragraph, text
from matchmaker.catalog.forms.need import named_row
from matchmaker.catalog.models import Disclosure, RecordKind
from matchmaker.core import clock
from matchmaker.web.forms import RowForm, choices

NOT_PUBLIC = _l("结论为不可公开的成果不能在本平台登记，内容没有保存。涉密和内部事项请勿在网上填写。")


def day(label: Any, **more: Any) -> DateField:
    """A calendar day, or none."""
    return DateField(label, validators=[Optional()], **more)


def not_later_than_today(_form: Any, field: DateField) -> None:
    """Refuse a day that has not come."""
    if field.data is not None and field.data > clock.today():
        raise ValidationError(_("日期不能晚于今天。"))


class AchievementIndicatorForm(RowForm):
    """指标, 数值, 对比基线, 单位, 测试条件: in the order of a need's rows, the longest text last."""

    name = StringField(_l("指标"), validators=[named_row, Length(max=80, message=_l("最多 80 字。"))])
    value = text(_l("数值"), 80)
    baseline = text(_l("对比基线"), 120)
    unit = text(_l("单位"), 30)
    condition = text(_l("测试条件"), 200)


class IpRightForm(RowForm):
    """类型, 号, 状态, 权利人, 到期日."""

    kind = SelectField(_l("类型"))
    number = text(_l("申请号或授权号"), 60)
    status = SelectField(_l("状态"))
    holder = text(_l("权利人"), 120)
    expires_on = day(_l("到期日"))

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.kind.choices = options(vocabulary.IP_KINDS)
        self.status.choices = options(vocabulary.IP_RIGHT_STATUSES)

    @property
    def is_blank(self) -> bool:
        """Kind and status always hold something, so they do not count."""
        return not (self.number.data or self.holder.data or self.expires_on.data or self._is_secret)

    @property
    def _is_secret(self) -> bool:
        return bool(self.kind.data == "trade_secret")


class AchievementForm(ListingForm):
    """Only the name is demanded here; submission demands more (``mandatory``)."""

    kind = RecordKind.ACHIEVEMENT
    selects = {  # noqa: RUF012 - read only
        "trl": vocabulary.TRL_LABELS,
        "ip_status": vocabulary.IP_STATUSES,
        "ownership": vocabulary.OWNERSHIPS,
        "form": vocabulary.FORMS,
        "origin_kind": vocabulary.ORIGIN_KINDS,
        "evaluation_method": vocabulary.EVALUATION_METHODS,
        "pricing_method": vocabulary.PRICING_METHODS,
    }

    # what is offered wants to be found; a need rather hides whose it is
    disclosure = RadioField(_l("公开范围"), validators=[Optional()], default=Disclosure.PUBLIC.value)
    problem_solved = paragraph(_l("解决什么问题"), description=_l("谁、在什么场合、遇到什么问题。"))
    advantage = paragraph(_l("比现有方案好多少"), description=_l("尽量写数字，例如收率由 91% 提高到 97%。"))
    completed_by = text(_l("完成单位"), 200, description=_l("写到课题组或实验室。"))
    trl = SelectField(_l("技术成熟度"), validators=[Optional()], coerce=lambda value: int(value) if value else None)
    ip_status = choice(_l("知识产权状态"))
    transfer_modes = SelectMultipleField(
        _l("转化方式"),
        validators=[Optional()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        default=["negotiable"],
    )
    secrecy_cleared = RadioField(_l("保密审查结论"), validators=[Optional()])
    secrecy_cleared_on = DateField(_l("审查日期"), validators=[Optional(), not_later_than_today])
    ownership = choice(_l("权属"))
    ownership_note = text(_l("权属说明"), 300, description=_l("共有的写明比例，赋权的写明范围和年限。"))
    indicators = FieldList(
        FormField(AchievementIndicatorForm),
        label=_l("技术指标"),
        max_entries=MOST_ROWS,
        description=_l("例如：收率，数值 97，对比基线 91，单位 %，测试条件 连续72小时。"),
    )
    ip_rights = FieldList(FormField(IpRightForm), label=_l("知识产权"), max_entries=MOST_ROWS)
    summary = paragraph(_l("成果简介"))
    keywords = WordsField(_l("关键词"), validators=[Optional()], most=3, description=_l("最多 3 个，用顿号分开。"))
    tags = WordsField(_l("标签"), validators=[Optional()], most=10, description=_l("最多 10 个，用顿号分开。"))
    form = choice(_l("成果体现形式"))
    origin_kind = choice(_l("成果属性"))
    trl_evidence = text(_l("成熟度依据"), 500, description=_l("报告、运行记录等；没有依据的显示为自评。"))
    level_claim = SelectField(_l("成果水平"), default="not_evaluated")
    evaluation_method = choice(_l("评价方式"))
    evaluation_date = DateField(_l("评价日期"), validators=[Optional(), not_later_than_today])
    evaluation_body = text(_l("评价机构"), 100)
    contact_team = text(_l("联系部门"), 100)
    price_min = WanField(_l("期望价格下限"), validators=[Optional()])
    price_max = WanField(_l("期望价格上限"), validators=[Optional()])
    pricing_method = choice(_l("定价方式意向"))
    registration_number = StringField(
        _l("批准登记号"),
        validators=[
            Optional(),
            Regexp(r"^[0-9A-Za-z]{3}\d{4}[Yy]\d{4}$", message=_l("登记号为 12 位，形如 3402026Y0001。")),
        ],
    )
    captured_on = DateField(_l("捕捉日期"), validators=[Optional(), not_later_than_today])
    capture_note = text(_l("捕捉来源"), 500, description=_l("公开渠道或走访情况。"))

    def __init__(self, formdata: Any = None, **more: Any) -> None:
        super().__init__(formdata, **more)
        self.transfer_modes.choices = options(vocabulary.TRANSFER_MODES)
        self.level_claim.choices = options(vocabulary.LEVELS)
        self.secrecy_cleared.choices = choices([("yes", _("可公开")), ("no", _("不可公开"))])

    def validate_secrecy_cleared(self, field: Any) -> None:
        """What may not be public is not even stored as a draft."""
        if field.data == "no":
            raise ValidationError(NOT_PUBLIC)

    def validate_price_max(self, field: Any) -> None:
        """The upper price is not below the lower."""
        if field.data is not None and self.price_min.data is not None and field.data < self.price_min.data:
            raise ValidationError(_("上限不能低于下限。"))

    def validate_level_claim(self, field: Any) -> None:
        """A level is claimed only with an evaluation."""
        if field.data != "not_evaluated" and not (self.evaluation_method.data and self.evaluation_body.data):
            raise ValidationError(_("填写成果水平须有评价方式和评价机构，并上传评价证书。"))

    def contents(self) -> Contents:
        found = super().contents()
        number = self.registration_number.data
        return {
            **found,
            "secrecy_cleared": {"yes": True, "no": False}.get(self.secrecy_cleared.data or ""),
            "registration_number": number.upper() if number else None,
            **{name: found[name] or None for name in ("trl", "secrecy_cleared_on", "evaluation_date", "captured_on")},
            **{name: self[name].data for name in ("price_min", "price_max")},
        }
