"""A pasted introduction: the text, then what was read from it, to be confirmed."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, HiddenField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from matchmaker.catalog import vocabulary
from matchmaker.catalog.forms.fields import options
from matchmaker.catalog.forms.listing import choice, paragraph
from matchmaker.catalog.forms.listing import text as line
from matchmaker.catalog.forms.unit import UnitFields
from matchmaker.catalog.introduction import MOST_RESULTS
from matchmaker.web.forms import BaseForm, RowForm

LONGEST = 12_000
TOO_LONG = _l("最多 12000 字，请分几次粘贴。")


class IntroductionForm(BaseForm):
    """The text as it stands on a group's page."""

    text = TextAreaField(
        _l("课题组介绍"),
        validators=[DataRequired(_l("请粘贴课题组或实验室的介绍。")), Length(max=LONGEST, message=TOO_LONG)],
        description=_l("整页复制即可：简介、成员、研究方向、成果、专利、设备。只粘贴公开的内容。"),
    )


class ResultForm(RowForm):
    """One result; what is not chosen is not registered."""

    chosen = BooleanField(_l("登记这一项"))
    title = line(_l("名称"), 120)
    one_liner = line(_l("一句话简介"), 60)
    problem_solved = paragraph(_l("解决什么问题"))
    advantage = paragraph(_l("比现有方案好多少"))
    summary = paragraph(_l("成果简介"))
    trl = SelectField(_l("技术成熟度"), validators=[Optional()], coerce=lambda value: int(value) if value else None)
    ip_status = choice(_l("知识产权状态"))

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        blank = _("请选择")
        self.trl.choices = options(vocabulary.TRL_LABELS, blank)
        self.ip_status.choices = options(vocabulary.IP_STATUSES, blank)

    def validate_title(self, field: Any) -> None:
        """Whatever becomes a draft has a name."""
        if self.chosen.data and not field.data:
            raise ValidationError(_("请填写名称。"))


class ConfirmedForm(BaseForm):
    """The results read from ``text``, in its order."""

    text = HiddenField(validators=[DataRequired(), Length(max=LONGEST, message=TOO_LONG)])
    organization_id = SelectField(_l("所属单位"), validators=[Optional()], choices=[])
    completed_by = line(_l("完成单位"), 200, description=_l("写到课题组或实验室。"))
    results = FieldList(FormField(ResultForm), label=_l("成果"), max_entries=MOST_RESULTS)


class ConfirmedOfUnitForm(UnitFields, ConfirmedForm):
    """The same, entered for a unit."""
