"""The shape of what is typed about challenges."""

from __future__ import annotations

from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from matchmaker.core.i18n import N_
from matchmaker.core.workflow import Reason, Transition
from matchmaker.web.forms import BaseForm

REASON_LENGTH = 1000


class ActForm(BaseForm):
    """A step that asks for a reason, or for nothing."""

    reason = TextAreaField(N_("理由"), validators=[Length(max=REASON_LENGTH)])


class ReasonedActForm(BaseForm):
    """A step that is not taken without a reason."""

    reason = TextAreaField(N_("理由"), validators=[DataRequired(N_("请写明理由。")), Length(max=REASON_LENGTH)])


def act_form(step: Transition) -> type[BaseForm]:
    """The form for ``step``."""
    return {Reason.REQUIRED: ReasonedActForm, Reason.OPTIONAL: ActForm}.get(step.reason, BaseForm)
