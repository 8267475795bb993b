"""Where a milestone stands, in words."""

from __future__ import annotations

from flask_babel import gettext as _

from matchmaker.challenges.models import PledgeMilestone, Verdict
from matchmaker.challenges.services.milestone import is_reported
from matchmaker.core import clock
from matchmaker.core.i18n import N_

VERDICT_LABELS = {Verdict.PASSED: N_("通过"), Verdict.RECTIFY: N_("整改一次"), Verdict.FAILED: N_("不通过")}
TONES = {Verdict.OPEN: "neutral", Verdict.RECTIFY: "warn", Verdict.PASSED: "good", Verdict.FAILED: "bad"}


def state_of(row: PledgeMilestone) -> tuple[str, str]:
    """Where a milestone stands, and the tone of it."""
    if is_reported(row):
        return _("已报告，待考核"), "progress"
    if row.verdict != Verdict.OPEN:
        return verdict_words(row.verdict)
    late = row.due_on < clock.today()
    return (_("已过期限"), "bad") if late else (_("待报告"), "neutral")


def verdict_words(verdict: str) -> tuple[str, str]:
    """A verdict in words, and its tone."""
    return _(VERDICT_LABELS[Verdict(verdict)]), TONES[Verdict(verdict)]
