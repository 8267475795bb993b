"""What is typed in about integrity: the cause, the organisation's answer, the bureau's reasons."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from matchmaker.organizations.integrity.workflow import INTEGRITY
from matchmaker.web.forms import BaseForm, FilterForm

LONGEST_REASON = 1000
LONGEST_STATEMENT = 4000


class RegisterFilterForm(FilterForm):
    """Narrows the register."""

    state = SelectField(_l("状态"), validators=[Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.state.choices = [("", _("全部")), *((code, _(label)) for code, label in INTEGRITY.labels.items())]


class ReasonForm(BaseForm):
    """The cause of a notice, or the bureau's reasons; the organisation reads them."""

    reason = TextAreaField(
        _l("事由和理由"),
        validators=[
            DataRequired(_l("请写明事由和理由。")),
            Length(max=LONGEST_REASON, message=_l("最多 1000 个字。")),
        ],
        description=_l("写明事实和依据。单位会看到。"),
    )


class StatementForm(BaseForm):
    """陈述、申辩."""

    statement = TextAreaField(
        _l("陈述、申辩"),
        validators=[
            DataRequired(_l("请写明陈述、申辩的内容。")),
            Length(max=LONGEST_STATEMENT, message=_l("最多 4000 个字。")),
        ],
        description=_l("写明事实经过、已作的努力和依据。期满前可以修改，以最后一次为准。"),
    )
