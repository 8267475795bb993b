"""What is typed about the public side: dates, corrections, questions and answers, batches. Times are Chinese time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateTimeLocalField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from matchmaker.core import clock
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.web.forms import BaseForm, choices

FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
TEXT_LENGTH, NOTE_LENGTH, TITLE_LENGTH = 8000, 500, 120
# A page may lie open for a while before it is sent.
PAST, FUTURE = timedelta(days=1), timedelta(days=730)
QUESTION_LENGTH, ANSWER_LENGTH = 1000, 2000


def as_typed(moment: datetime) -> datetime:
    """An instant as its field shows it."""
    return moment.astimezone(clock.CHINA).replace(tzinfo=None)


def as_meant(field: Field) -> datetime:
    """The instant that was typed, in UTC. Raises Invalid at the field for a date that nobody can mean."""
    now, typed = clock.now(), field.data
    if typed is not None and (now - PAST).year <= typed.year <= (now + FUTURE).year:
        moment: datetime = typed.replace(tzinfo=clock.CHINA).astimezone(UTC)
        if now - PAST <= moment <= now + FUTURE:
            return moment
    raise Invalid(fields={field.name: [N_("请填写今后两年以内的时间。")]})


class PostForm(BaseForm):
    """From when and until when teams may bid."""

    receiving_from = DateTimeLocalField(_l("开始揭榜"), [InputRequired(N_("请填写开始揭榜的时间。"))], format=FORMATS)
    closes_at = DateTimeLocalField(_l("揭榜截止"), [InputRequired(N_("请填写截止时间。"))], format=FORMATS)


class CorrectForm(BaseForm):
    """The texts of a posted challenge, and a word on what changed."""

    background = TextAreaField(_l("背景与现状"), [Optional(), Length(max=TEXT_LENGTH)])
    problem = TextAreaField(_l("主要技术问题"), [DataRequired(N_("不能为空。")), Length(max=TEXT_LENGTH)])
    goal = TextAreaField(_l("攻关目标"), [DataRequired(N_("不能为空。")), Length(max=TEXT_LENGTH)])
    conditions = TextAreaField(_l("对揭榜方的要求"), [DataRequired(N_("不能为空。")), Length(max=TEXT_LENGTH)])
    ownership = TextAreaField(_l("成果归属"), [DataRequired(N_("不能为空。")), Length(max=TEXT_LENGTH)])
    note = StringField(
        _l("更正了什么"),
        [Length(max=NOTE_LENGTH)],
        description=_l("会公开，并发给登记意向的人，例如：更正第二段的温度范围。"),
    )


class ExtensionForm(BaseForm):
    """A later deadline."""

    extended_to = DateTimeLocalField(_l("延后到"), [InputRequired(N_("请填写新的截止时间。"))], format=FORMATS)
    reason = TextAreaField(
        _l("理由"),
        [DataRequired(N_("请说明延期的理由。")), Length(max=NOTE_LENGTH)],
        description=_l("另一人确认后公开。"),
    )


class AskForm(BaseForm):
    """A public question."""

    body = TextAreaField(_l("问题"), [DataRequired(N_("请写下问题。")), Length(max=QUESTION_LENGTH)])


class AnswerQuestionForm(BaseForm):
    """The answer to it."""

    answer = TextAreaField(_l("答复"), [DataRequired(N_("请写下答复。")), Length(max=ANSWER_LENGTH)])


class BatchForm(BaseForm):
    """A new batch."""

    region = SelectField(_l("地区"))
    title = StringField(
        _l("榜单名称"),
        [DataRequired(N_("请填写榜单名称。")), Length(max=TITLE_LENGTH)],
        description=_l("例如：2026 年第一批揭榜挂帅榜单"),
    )
    introduction = TextAreaField(_l("说明"), [Optional(), Length(max=ANSWER_LENGTH)])

    def __init__(self, *arguments: Any, regions: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.region.choices = choices(regions)


class BatchContentForm(BaseForm):
    """A batch and what is in it."""

    title = StringField(_l("榜单名称"), [DataRequired(N_("请填写榜单名称。")), Length(max=TITLE_LENGTH)])
    introduction = TextAreaField(_l("说明"), [Optional(), Length(max=ANSWER_LENGTH)])
    challenges = SelectMultipleField(
        _l("榜题"), coerce=int, option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )

    def __init__(self, *arguments: Any, offered: Iterable[tuple[int, str]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.challenges.choices = [(key, label) for key, label in offered]
