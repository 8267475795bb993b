"""The three kinds of challenge: which steps each walks. Source: domain part 3; S1-9 for the universities.

A firm's own problem needs no council, no panel and no publicity; what all have
in common are sealed bids, reasons, and a pledge.
"""

from __future__ import annotations

from dataclasses import dataclass

from matchmaker.challenges.models import Profile
from matchmaker.challenges.workflow import CHALLENGE
from matchmaker.core.i18n import N_

_COMMISSIONED = frozenset({"approve_own", "choose", "start_work_own", "conclude_own"})
_GOVERNED = frozenset(
    {"argue", "approve", "start_review", "rank", "publicise", "redo", "end_publicity", "start_work", "conclude"}
)
_ALL = frozenset(step.action for step in CHALLENGE.transitions)


@dataclass(frozen=True, slots=True)
class ProfileRule:
    """A profile's name, steps and particulars, with the source of the rule.

    ``invited_only``: only invited universities bid. ``issuer_joins``: the
    issuer is a joint undertaker (联合承担) of the contract.
    """

    label: str
    actions: frozenset[str]
    source: str
    invited_only: bool = False
    issuer_joins: bool = False
    publicity: bool = True


PROFILES = {
    Profile.GOVERNMENT: ProfileRule(N_("政府立项"), _ALL - _COMMISSIONED, N_("重点任务分工第14、23项")),
    Profile.ENTERPRISE: ProfileRule(N_("企业自筹"), _ALL - _GOVERNED, N_("本平台约定"), publicity=False),
    Profile.UNIVERSITY: ProfileRule(
        N_("委托高校内部揭榜"),
        _ALL - _COMMISSIONED,
        N_("淮府〔2022〕54号任务9"),
        invited_only=True,
        issuer_joins=True,
    ),
}

PLAIN_WORDS = {
    Profile.GOVERNMENT: N_(
        "财政出一部分钱，或由科技局立项。要经过专家论证、市科技局审定、专家评审和公示，时间较长，适合全市产业都需要的难题。"
    ),
    Profile.ENTERPRISE: N_(
        "全部由企业自己出钱。县区同意即可张榜，由企业自己选定揭榜方并写明理由，不用论证、评审和公示，最快。"
    ),
    Profile.UNIVERSITY: N_(
        "只向受邀高校张榜，企业联合承担，市财政可以配套。步骤与政府立项相同，适合指定几所高校就能解决的难题。"
    ),
}
"""What each profile means for the firm, in plain words."""


def walks(profile: str, action: str) -> bool:
    """Whether challenges of ``profile`` know ``action``."""
    return action in PROFILES[Profile(profile)].actions
