"""Why somebody says no, or a deal ends: codes as data, used wherever a reason is asked for.

The first eleven types follow what offices write when they turn a pair down;
an officer's rejection, a party's refusal and the end of a deal share them, so
that they can be counted together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_


@dataclass(frozen=True, slots=True)
class Reason:
    """``may_share``: the other side may be told; ``trains``: text weights may learn from it."""

    code: str
    label: str
    may_share: bool = True
    trains: bool = True


_REFUSALS = (
    Reason("wrong_field", N_("领域不符")),
    Reason("indicator_missed", N_("指标达不到")),
    Reason("too_early", N_("阶段太早")),
    Reason("advantage_unclear", N_("优势不清")),
    Reason("cost_market", N_("成本·市场不可行")),
    Reason("too_vague", N_("描述太模糊")),
    Reason("ip_problem", N_("知识产权问题")),
    Reason("solved_already", N_("已自行解决"), trains=False),
    Reason("timing_money", N_("资金时机不合"), trains=False),
    Reason("duplicate", N_("重复"), trains=False),
    Reason("credit_risk", N_("信用或侵权风险"), may_share=False, trains=False),
    Reason("other", N_("其他"), trains=False),
)
_ENDINGS = (
    Reason("completed", N_("已完成"), trains=False),
    Reason("no_agreement", N_("未谈成"), trains=False),
    Reason("no_answer", N_("长期无答复"), trains=False),
)

REASONS = {reason.code: reason for reason in (*_REFUSALS, *_ENDINGS)}
REFUSAL_CODES = tuple(reason.code for reason in _REFUSALS)
"""For an officer who rejects a pair and a party that refuses an introduction."""
CLOSING_CODES = tuple(reason.code for reason in (*_ENDINGS, *_REFUSALS))
"""For the end of a deal."""


def choices(codes: Iterable[str]) -> list[tuple[str, str]]:
    """(code, Chinese label) for form fields."""
    return [(code, REASONS[code].label) for code in codes]


def label(code: str | None) -> str:
    """The Chinese label; empty for None, the code itself for one no longer in use."""
    if not code:
        return ""
    return REASONS[code].label if code in REASONS else code


def may_share(codes: Iterable[str]) -> bool:
    """Whether the other side may be told: not if one of the reasons forbids it."""
    return all(REASONS[code].may_share for code in codes)


def trains_text(codes: Iterable[str]) -> bool:
    """Whether text weights may learn from a decision with these reasons (at least one)."""
    given = list(codes)
    return bool(given) and all(REASONS[code].trains for code in given)


def check(code: str | None, allowed: Iterable[str], note: str = "") -> str:
    """``code`` if it is one of ``allowed``.

    Raises Invalid at the field ``reason`` when it is missing or unknown, and
    at ``note`` when 其他 comes without words.
    """
    if not code or code not in set(allowed):
        raise Invalid(fields={"reason": [N_("请选择一项理由。")]})
    if code == "other" and not note.strip():
        raise Invalid(fields={"note": [N_("选择“其他”时，请用一句话说明。")]})
    return code
