"""Choosing figures, defining indicators, setting targets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from matchmaker.core.errors import Invalid
from matchmaker.core.money import from_wan
from matchmaker.statistics.metrics import COUNTED, METRICS, UNIT_LABELS, WINDOW_LABELS, Metric, Unit
from matchmaker.statistics.models import COUNTED_WHEN_LABELS, FORCE_LABELS
from matchmaker.web.forms import BaseForm, FilterForm, choices, clean

SHOWN = (*COUNTED, Metric.RESULTS)


class FigureForm(FilterForm):
    """Which figure of which year."""

    metric = SelectField(_l("指标"), filters=[clean])
    year = SelectField(_l("年份"), filters=[clean])
    since = SelectField(_l("从哪年算起"), filters=[clean])
    outside = SelectField(_l("对方所在地"), filters=[clean])

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(years)
        self.metric.choices = choices((metric.value, _(METRICS[metric].label)) for metric in SHOWN)
        self.year.choices = choices((str(year), _("%(year)s年", year=year)) for year in known)
        begun = [(str(year), _("%(year)s年起累计（任期）", year=year)) for year in known]
        self.since.choices = choices([("", _("只看当年")), *begun])
        self.outside.choices = choices([("", _("不限")), ("1", _("只计市外"))])


class KpiForm(BaseForm):
    """A new indicator of one's city."""

    title = StringField(_l("指标名称"), validators=[Length(max=60, message=_l("最多 60 个字。"))])
    metric = SelectField(_l("统计内容"))
    span = SelectField(_l("统计期"))
    unit = SelectField(_l("单位（只用于“其他指标”）"))
    counted_when = SelectField(_l("何时算转化（只用于转化成果）"))
    source = StringField(_l("依据的文件和条款"), validators=[Length(max=200, message=_l("最多 200 个字。"))])
    force = SelectField(_l("效力"))
    valid_from = DateField(_l("生效日期"), validators=[Optional()])
    valid_to = DateField(_l("到期日期"), validators=[Optional()])
    note = TextAreaField(_l("口径说明"), validators=[Length(max=300, message=_l("最多 300 个字。"))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.metric.choices = choices((metric.value, _(rule.label)) for metric, rule in METRICS.items())
        self.span.choices = choices((value.value, _(label)) for value, label in WINDOW_LABELS.items())
        self.unit.choices = choices((value.value, _(label)) for value, label in UNIT_LABELS.items())
        self.counted_when.choices = choices((value.value, _(label)) for value, label in COUNTED_WHEN_LABELS.items())
        self.force.choices = choices((value.value, _(label)) for value, label in FORCE_LABELS.items())


class TargetForm(BaseForm):
    """What is to be reached by the end of a year; empty takes a target back."""

    year = IntegerField(
        _l("目标年份"),
        validators=[
            DataRequired(_l("请写四位年份。")),
            NumberRange(2000, 2100, message=_l("请写四位年份，例如 2027。")),
        ],
    )
    place = SelectField(_l("考核单位"))
    value = StringField(_l("目标值"), description=_l("金额单位为万元；留空表示不设目标。"))

    def __init__(self, *args: Any, places: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place.choices = choices([("", _("全市")), *((name, name) for name in places)])

    def amount(self, unit: str) -> int | None:
        """The value in 分 or in whole numbers; Invalid at the field for what is neither."""
        text = clean(self.value.data)
        if not text:
            return None
        if unit == Unit.MONEY:
            try:
                return from_wan(text)
            except Invalid as error:
                raise Invalid(fields={"value": [error.message]}) from error
        if not (text.isascii() and text.isdecimal()):
            raise Invalid(fields={"value": [_("请写整数。")]})
        return int(text)
