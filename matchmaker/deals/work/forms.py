"""The shapes of what is typed about the work on a deal."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, FileField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.money import from_wan
from matchmaker.deals.work.models import OUTCOME_LABELS, OWNER_LABELS, TITLE_LENGTH
from matchmaker.web.forms import BaseForm, choices

NOTE_LENGTH = 1000


class FileForm(BaseForm):
    """One file; its type is judged by its content."""

    file = FileField(
        _l("文件"), description=_l("PDF、PNG、JPG、DOCX、XLSX，单个不超过 20 MB。涉密和内部资料不能上传。")
    )
    shared = BooleanField(_l("对方也可以看"), default=True)


class TaskForm(BaseForm):
    """What is to be done, by whom, until when."""

    title = StringField(_l("要做的事"), [DataRequired(N_("请写下要做的事。")), Length(max=TITLE_LENGTH)])
    owner = RadioField(_l("由谁办"), [InputRequired(N_("请选择由谁办。"))], choices=choices(OWNER_LABELS.items()))
    due_on = DateField(_l("完成期限"), [InputRequired(N_("请填写完成期限。"))])


class FollowUpForm(BaseForm):
    """What became of a signed deal."""

    outcome = RadioField(_l("现在的情况"), [InputRequired(N_("请选择一项。"))], choices=choices(OUTCOME_LABELS.items()))
    revenue = StringField(
        _l("签约以来带来的收入"),
        [Optional()],
        description=_l("使用方因这项技术取得的收入，可以不填；只有双方和联络员看得到。"),
    )
    note = TextAreaField(_l("说明"), [Optional(), Length(max=NOTE_LENGTH)])

    @property
    def fen(self) -> int | None:
        """The revenue in 分, None for an empty field. Raises Invalid at its field."""
        if not self.revenue.data:
            return None
        try:
            return from_wan(self.revenue.data)
        except Invalid as error:
            raise Invalid(fields={"revenue": [error.message]}) from error
