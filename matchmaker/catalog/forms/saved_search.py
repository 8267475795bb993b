"""Under which name a search is kept, and how often its owner is told of news."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.validators import DataRequired, Length

from matchmaker.catalog.models import Rhythm
from matchmaker.catalog.rhythm import LABELS
from matchmaker.web.forms import BaseForm, choices

LONGEST_NAME = 40


class SavedSearchForm(BaseForm):
    """A name and a rhythm."""

    name = StringField(
        _l("名称"),
        validators=[
            DataRequired(_l("请填写名称。")),
            Length(max=LONGEST_NAME, message=_l("最多 40 个字。")),
        ],
        render_kw={"maxlength": str(LONGEST_NAME)},
    )
    rhythm = RadioField(
        _l("有新公开的记录时告诉我"),
        description=_l("早上 8 点放进消息；个人资料里打开了邮件提醒的，同时发邮件。没有新记录时不打扰。"),
    )

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.rhythm.choices = choices((each.value, _(label)) for each, label in LABELS.items())
        if self.rhythm.data is None:
            self.rhythm.data = Rhythm.WEEKLY.value
