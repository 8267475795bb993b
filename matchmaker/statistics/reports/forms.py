"""Drafting, filling in, correcting and deciding an annual report; choosing a month."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import Length, NumberRange, Optional

from matchmaker.catalog.forms.fields import WanField
from matchmaker.core import clock
from matchmaker.statistics.metrics import Unit
from matchmaker.statistics.reports.blocks import TYPED, Line
from matchmaker.statistics.reports.models import RECIPIENT_LABELS
from matchmaker.web.forms import BaseForm, FilterForm, choices, clean

LARGEST = 1_000_000_000
LONGEST_REASON, LONGEST_NOTE = 300, 2000
MONTHS_BACK = 24
TYPED_PREFIX = "line_"


def line_field(line: Line, label: str) -> Field:
    """A field for one figure: money in 万元, else a whole number."""
    if line.unit is Unit.MONEY:
        return WanField(label)
    most = NumberRange(0, LARGEST, message=_l("请填写 0 或更大的整数。"))
    made: Field = IntegerField(label, validators=[Optional(), most], render_kw={"inputmode": "numeric"})
    return made


class StartForm(BaseForm):
    """Which year, and of which unit where one speaks for several."""

    year = SelectField(_l("报告年度"), coerce=int)
    unit = SelectField(_l("填报单位"), coerce=int)

    def __init__(self, *args: Any, years: Iterable[int], units: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year.choices = [(year, _("%(year)s年", year=year)) for year in years]
        self.unit.choices = list(units)


class _FillFormBase(BaseForm):
    note = TextAreaField(
        _l("补充说明"),
        validators=[Length(max=LONGEST_NOTE, message=_l("最多 2000 个字。"))],
        description=_l("例如机构名称、参股公司名称、财政资助项目名称和编号。"),
    )


def fill_form() -> type[_FillFormBase]:
    """The form of all lines that the platform cannot know."""
    fields = {f"{TYPED_PREFIX}{line.code}": line_field(line, _(line.label)) for line in TYPED}
    return type("FillForm", (_FillFormBase,), fields)


def typed_values(form: BaseForm) -> dict[str, int | None]:
    """Code → what was typed (money in 分)."""
    return {line.code: form[f"{TYPED_PREFIX}{line.code}"].data for line in TYPED}


class _CorrectFormBase(BaseForm):
    reason = StringField(
        _l("更正理由"),
        validators=[Length(max=LONGEST_REASON, message=_l("最多 300 个字。"))],
        description=_l("与平台草拟的数字不同时必填，会写在报告里。"),
    )


def correct_form(line: Line) -> type[_CorrectFormBase]:
    """The form for one drafted figure."""
    return type("CorrectForm", (_CorrectFormBase,), {"value": line_field(line, _("填报数"))})


class DecisionForm(BaseForm):
    """What the bureau states; the button pressed says what is done."""

    reason = TextAreaField(
        _l("退回理由"),
        validators=[Length(max=1000, message=_l("最多 1000 个字。"))],
        description=_l("退回时必填，填报单位会看到。"),
    )


class DeliveryForm(BaseForm):
    """To whom a report went, when and how."""

    recipient = SelectField(_l("报送给"))
    day = DateField(_l("报送日期"), validators=[Optional()])
    note = StringField(_l("方式或文号"), validators=[Length(max=200, message=_l("最多 200 个字。"))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.recipient.choices = choices((code.value, _(label)) for code, label in RECIPIENT_LABELS.items())


class YearForm(FilterForm):
    """Which year's reports."""

    year = SelectField(_l("报告年度"), filters=[clean])

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year.choices = choices((str(year), _("%(year)s年", year=year)) for year in years)


class MonthForm(FilterForm):
    """Which month; the last full one unless another is chosen."""

    month = SelectField(_l("月份"), filters=[clean])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.month.choices = choices((f"{y}-{m:02}", _("%(y)s年%(m)s月", y=y, m=m)) for y, m in recent_months())


def recent_months() -> list[tuple[int, int]]:
    """The present month and those before it, the latest first."""
    today = clock.today()
    last = today.year * 12 + today.month - 1
    return [(each // 12, each % 12 + 1) for each in range(last, last - MONTHS_BACK, -1)]
