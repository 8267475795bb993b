"""What is typed in about the mirrored list."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from matchmaker.organizations.forms import credit_code_field
from matchmaker.web.forms import BaseForm, FilterForm


class EntryFilterForm(FilterForm):
    """Narrows the list."""

    q = StringField(_l("单位名称或信用代码"), [Optional(), Length(max=100, message=_l("最多 100 个字。"))])
    show = SelectField(_l("范围"), [Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.show.choices = [("", _("目前在名录中的")), ("all", _("全部，含已移出的"))]


class EntryForm(BaseForm):
    """One entry as published."""

    name = StringField(
        _l("单位名称"), [DataRequired(_l("请填写单位名称。")), Length(max=100, message=_l("最多 100 个字。"))]
    )
    credit_code = credit_code_field()
    authority = StringField(
        _l("公布机关"), [DataRequired(_l("请填写公布机关。")), Length(max=100, message=_l("最多 100 个字。"))]
    )
    url = StringField(
        _l("公布网址"),
        [DataRequired(_l("请填写公布网址。")), Length(max=500, message=_l("最多 500 个字符。"))],
        description=_l("主管机关公布名录的页面，供核对。"),
    )
    listed_on = DateField(_l("列入日期"), [InputRequired(_l("请填写列入日期。"))])


class RemovalForm(BaseForm):
    """From which day a unit is off the list, and why."""

    removed_on = DateField(_l("移出日期"), [InputRequired(_l("请填写移出日期。"))])
    reason = TextAreaField(
        _l("移出理由"),
        [DataRequired(_l("请写明移出的理由。")), Length(max=300, message=_l("最多 300 个字。"))],
        description=_l("例如：期满移出、信用修复、误录。"),
    )
