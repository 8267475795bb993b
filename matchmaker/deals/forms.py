"""The shapes of what is typed about a deal."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from matchmaker.catalog.vocabulary import PRICING_METHODS
from matchmaker.core import clock
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.money import from_wan
from matchmaker.deals import reasons
from matchmaker.deals.demands import SIGNED_MODES, Terms
from matchmaker.deals.models import HAND_WRITTEN, MILESTONE_LABELS
from matchmaker.deals.texts import SIDE_LABELS
from matchmaker.web.forms import BaseForm, choices

LOG_CHOICES = dict(zip(HAND_WRITTEN, (N_("备注"), N_("通话"), N_("会面")), strict=True))
NOTE_LENGTH, LINE_LENGTH, NAME_LENGTH, CLOSE_LENGTH = 500, 2000, 60, 1000


class RefusalForm(BaseForm):
    """A structured reason, words to it, and whether the other side may know; the service judges it."""

    reason = RadioField(
        _l("不同意的理由"), choices=choices(reasons.choices(reasons.REFUSAL_CODES)), validate_choice=False
    )
    note = TextAreaField(_l("补充说明"), [Optional(), Length(max=NOTE_LENGTH)])
    share = BooleanField(_l("可以把理由告诉对方"), default=True)


class AnswerForm(RefusalForm):
    """A party's answer; the button pressed says agree or decline."""

    side = HiddenField()


class CallForm(RefusalForm):
    """An answer given by phone, as an officer records it."""

    answer = RadioField(
        _l("对方的答复"),
        [InputRequired(N_("请选择对方的答复。"))],
        choices=choices([("agree", N_("同意引荐")), ("decline", N_("不同意引荐"))]),
    )
    spoke_with = StringField(_l("与谁通话"), [DataRequired(N_("请填写与谁通话。")), Length(max=NAME_LENGTH)])
    spoke_at = DateTimeLocalField(
        _l("通话时间"), [InputRequired(N_("请填写通话时间。"))], format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
    )

    @property
    def moment(self) -> datetime | None:
        """The time of the call as an instant; it is typed in Chinese time."""
        typed: datetime | None = self.spoke_at.data
        return None if typed is None else typed.replace(tzinfo=clock.CHINA)


class CloseForm(BaseForm):
    """The end of a deal."""

    reason = RadioField(
        _l("结束的理由"), choices=choices(reasons.choices(reasons.CLOSING_CODES)), validate_choice=False
    )
    note = TextAreaField(_l("补充说明"), [Optional(), Length(max=CLOSE_LENGTH)])
    share = BooleanField(_l("可以把理由告诉另一方"), default=True)


class SignForm(BaseForm):
    """A signature: its day, what was agreed and, if it may be known, the amount."""

    signed_on = DateField(_l("签订日期"), [InputRequired(N_("请填写签订日期。"))])
    amount = StringField(_l("合同金额"), [Optional()], description=_l("可以不填；签约金额只有双方和联络员看得到。"))
    transfer_mode = SelectField(_l("成交方式"), choices=choices([("", N_("未填写")), *SIGNED_MODES.items()]))
    pricing_method = SelectField(_l("定价方式"), choices=choices([("", N_("未填写")), *PRICING_METHODS.items()]))

    @property
    def terms(self) -> Terms:
        """What was agreed, as far as it was filled in."""
        return Terms(self.transfer_mode.data or None, self.pricing_method.data or None)

    @property
    def fen(self) -> int | None:
        """The amount in 分. Raises Invalid at its field."""
        if not self.amount.data:
            return None
        try:
            return from_wan(self.amount.data)
        except Invalid as error:
            raise Invalid(fields={"amount": [error.message]}) from error


class MilestoneForm(BaseForm):
    """A dated event."""

    kind = SelectField(_l("里程碑"), choices=choices(MILESTONE_LABELS.items()))
    happened_on = DateField(_l("发生日期"), [InputRequired(N_("请填写日期。"))])
    note = StringField(_l("说明"), [Optional(), Length(max=NOTE_LENGTH)])


class LogForm(BaseForm):
    """A line of the log."""

    log_kind = SelectField(_l("类型"), choices=choices(LOG_CHOICES.items()))
    body = TextAreaField(_l("内容"), [DataRequired(N_("请写下要记录的内容。")), Length(max=LINE_LENGTH)])


class SendForm(BaseForm):
    """To whom the introduction sheet goes."""

    sides = SelectMultipleField(
        _l("发给"),
        choices=choices((side.value, label) for side, label in SIDE_LABELS.items()),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
