"""Whether a rule is in force on a day, in words that say what may be done with it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from matchmaker.core.i18n import N_


class Validity(StrEnum):
    """A claim may be made on a CURRENT rule only."""

    CURRENT = "current"
    UNCONFIRMED = "unconfirmed"
    UPCOMING = "upcoming"
    EXPIRED = "expired"


LABELS = {
    Validity.CURRENT: N_("现行"),
    Validity.UNCONFIRMED: N_("效力待确认"),
    Validity.UPCOMING: N_("尚未生效"),
    Validity.EXPIRED: N_("已到期，仅供参考"),
}
TONES = {
    Validity.CURRENT: "good",
    Validity.UNCONFIRMED: "warn",
    Validity.UPCOMING: "info",
    Validity.EXPIRED: "neutral",
}
REFUSALS = {
    Validity.UNCONFIRMED: N_("这条政策的原文没有写有效期，主管部门还没有确认它是否仍然有效，现在不能申领。"),
    Validity.UPCOMING: N_("这条政策还没有生效，到生效日期后才能申领。"),
    Validity.EXPIRED: N_("这条政策已经到期，计算结果仅供参考，不能申领。"),
}


def validity(day: date, *, starts: date | None, ends: date | None, is_confirmed: bool) -> Validity:
    """How a rule stands on ``day``; both days are included in its period.

    A text that names no day at all counts only once the office has confirmed it.
    """
    if ends is not None and day > ends:
        return Validity.EXPIRED
    if starts is not None and day < starts:
        return Validity.UPCOMING
    if starts is None and ends is None and not is_confirmed:
        return Validity.UNCONFIRMED
    return Validity.CURRENT
