"""What the forms of both sides share, and how a form becomes contents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from matchmaker.catalog import vocabulary
from matchmaker.catalog.contents import COLUMNS, TEXT_LENGTH, Contents, row_columns
from matchmaker.catalog.forms.fields import industry_options, options
from matchmaker.catalog.models import Disclosure, RecordKind
from matchmaker.web.forms import BaseForm, RowForm

MOST_ROWS = 20


def text(label: Any, most: int, **more: Any) -> StringField:
    """A line of at most ``most`` characters."""
    return StringField(label, validators=[Length(max=most, message=_l("最多 %(n)d 字。", n=most))], **more)


def paragraph(label: Any, **more: Any) -> TextAreaField:
    """A longer text."""
    limit = Length(max=TEXT_LENGTH, message=_l("最多 %(n)d 字。", n=TEXT_LENGTH))
    return TextAreaField(label, validators=[limit], **more)


def choice(label: Any, **more: Any) -> SelectField:
    """One of a vocabulary, or nothing; the choices come in through the constructor."""
    return SelectField(label, validators=[Optional()], **more)


class ListingForm(BaseForm):
    """Fields of both sides. ``region_code`` decides which local industries are offered."""

    kind: RecordKind
    selects: Mapping[str, Mapping[Any, str]] = {}

    organization_id = SelectField(_l("所属单位"), validators=[Optional()], choices=[])
    title = StringField(
        _l("名称"),
        validators=[DataRequired(_l("请填写名称。")), Length(max=120, message=_l("名称最多 120 字。"))],
    )
    one_liner = text(_l("一句话简介"), 60)
    field_code = choice(_l("高新领域"))
    industry_code = choice(_l("行业"))
    local_industry = choice(_l("本地产业"))
    disclosure = RadioField(_l("公开范围"), validators=[Optional()], default=Disclosure.MASKED.value)
    masked_text = paragraph(
        _l("脱敏文字"),
        description=_l("选“脱敏公开”时，公众只看到这段文字、领域和所在城市。由本单位人员填写即表示同意公开这段文字。"),
    )

    def __init__(self, formdata: Any = None, *, region_code: str = "", **more: Any) -> None:
        super().__init__(formdata, **more)
        self.disclosure.choices = options(vocabulary.DISCLOSURES)
        self.field_code.choices = options(vocabulary.FIELDS, _("请选择"))
        self.industry_code.choices = industry_options()
        offered = vocabulary.local_industries(region_code) if region_code else vocabulary.LOCAL_INDUSTRIES
        self.local_industry.choices = options(offered, _("不属于"))
        for name, known in self.selects.items():
            field: Any = self[name]
            field.choices = options(known, _("请选择"))

    def contents(self) -> Contents:
        """What was typed, as ``catalog.contents`` shapes it; blank rows are left out."""
        found: Contents = {name: self[name].data for name in COLUMNS[self.kind] if name in self}
        for group in row_columns(self.kind):
            found[group] = [_row(entry.form) for entry in self.rows(group) if not entry.form.is_blank]
        return found

    def rows(self, group: str) -> list[Any]:
        """The rows of ``group`` as they stand in the form."""
        field: Any = self[group]
        return list(field.entries)

    def offer_rows(self, count: int = 2) -> None:
        """Put empty indicator rows into a form that has none."""
        field: Any = self["indicators"]
        while len(field.entries) < count:
            field.append_entry()


def _row(row: RowForm) -> dict[str, Any]:
    return {field.short_name: field.data for field in row}
