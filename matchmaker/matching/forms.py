"""What an officer or an owner sends in."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import AnyOf, Length

from matchmaker.web.forms import BaseForm

DECISIONS = ("approve", "hold", "reject", "reconsider")
COMPARISONS = ("dismiss", "confirm", "reconsider")
LARGEST_BATCH = 100


class DecisionForm(BaseForm):
    """One decision on one pair. ``reasons`` choices come from ``deals.reasons``."""

    decision = StringField(validators=[AnyOf(DECISIONS, message=_("请选择通过、暂缓或不通过。"))])
    reasons = SelectMultipleField(_("理由"), choices=[])
    note = TextAreaField(_("说明"), validators=[Length(max=500, message=_("说明最多 500 字。"))])
    private = BooleanField(_("理由不告知双方"))


class DuplicateForm(BaseForm):
    """What an officer says of two records that read alike."""

    decision = StringField(validators=[AnyOf(COMPARISONS, message=_("请选择不是重复或确认重复。"))])
    reason = TextAreaField(_("说明"), validators=[Length(max=500, message=_("说明最多 500 字。"))])


class BatchForm(BaseForm):
    """Several pairs ticked in the queue, decided alike: ``<id>:<version>`` each."""

    decision = StringField(validators=[AnyOf(("approve", "hold"), message=_("请选择通过或暂缓。"))])
    ticked = SelectMultipleField(_("推荐"), choices=[], validate_choice=False)

    def pairs(self) -> list[tuple[int, int]]:
        """(suggestion id, version) of each tick; malformed ones are left out."""
        found = []
        for text in (self.ticked.data or [])[:LARGEST_BATCH]:
            number, _colon, version = text.partition(":")
            if number.isdecimal() and version.isdecimal():
                found.append((int(number), int(version)))
        return found


class AskForm(BaseForm):
    """An owner's wish to be introduced."""

    note = TextAreaField(_("想说明的情况"), validators=[Length(max=500, message=_("最多 500 字。"))])
