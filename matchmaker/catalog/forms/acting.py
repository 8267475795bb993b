"""Small forms: doing something with a record, uploading, answering a refined text."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FileField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from matchmaker.catalog import vocabulary
from matchmaker.catalog.forms.fields import options
from matchmaker.web.forms import BaseForm


def reason(label: Any) -> TextAreaField:
    """Why, in at most 1000 characters."""
    return TextAreaField(label, validators=[Length(max=1000, message=_l("最多 1000 字。"))])


class ActionForm(BaseForm):
    """One action of the record's workflow, with its reason."""

    action = StringField(_l("操作"))
    reason = reason(_l("理由"))


class ClosingForm(BaseForm):
    """Why some of several listings no longer hold."""

    reason = reason(_l("不再有效的原因"))


class UploadForm(BaseForm):
    """One file. The type is judged by its content."""

    file = FileField(_l("文件"), description=_l("PDF、PNG、JPG、DOCX、XLSX，单个不超过 20 MB。"))
    purpose = SelectField(_l("用途"))
    is_public = BooleanField(_l("记录全部公开时，附件也公开"))

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.purpose.choices = options(vocabulary.ATTACHMENT_PURPOSES)


class AnswerForm(BaseForm):
    """The enterprise's answer to a refined text."""

    note = reason(_l("说明（不同意时必填）"))
