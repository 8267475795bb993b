"""What a draft still lacks before it may be submitted: the words, and the field where each is written.

The rule itself is the guard ``whole``; a test holds the two to each other.
"""

from __future__ import annotations

from matchmaker.challenges.models import Challenge
from matchmaker.core.i18n import N_

WANTED: tuple[tuple[str, str], ...] = (
    ("problem", N_("主要技术问题")),
    ("goal", N_("目标")),
    ("indicators", N_("考核指标（至少一行）")),
    ("months", N_("完成时限")),
    ("ownership", N_("产权归属")),
    ("conditions", N_("揭榜条件")),
    ("funding_kind", N_("资金性质")),
    ("reward", N_("榜金")),
)


def items(challenge: Challenge) -> list[tuple[str, str, bool]]:
    """(field, words, whether it is there), in the form's order."""
    return [(field, words, _is_given(getattr(challenge, field))) for field, words in WANTED]


def missing(challenge: Challenge) -> list[str]:
    """The fields that are still empty."""
    return [field for field, _words, given in items(challenge) if not given]


def _is_given(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else bool(value)
