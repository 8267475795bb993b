"""A race in words: its cuts, where it stands, what comes next, and who is who where names are not told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from matchmaker.challenges.models import BidState, Challenge, ChallengeState, RaceRound, RaceRule, WinnerRule
from matchmaker.challenges.queries.teams import RoundOf, Team
from matchmaker.challenges.services.race_rule import BEFORE_START
from matchmaker.core.i18n import N_
from matchmaker.web.filters import cn_date

S, B = ChallengeState, BidState
BID_TONES: dict[str, str] = {
    B.UNDERTAKING: "progress",
    B.PASSED: "good",
    B.RUNNER_UP: "info",
    B.ELIMINATED: "neutral",
    B.WITHDRAWN: "neutral",
    B.STOPPED: "neutral",
    B.FAILED_DILIGENT: "warn",
    B.FAILED_NEGLIGENT: "bad",
}
STEMS = "甲乙丙丁戊己庚辛壬癸"
RACE_OVER = frozenset({S.CONCLUDED, S.SETTLED})
RACE_BEGAN = frozenset({S.WORKING, S.ACCEPTING, S.CONCLUDED, S.SETTLED, S.TERMINATED})
NOBODY_WON = N_("没有团队胜出，如实结束。")


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is to be done next: in words, and the page for it (``endpoint`` takes ``challenge_id``; "" for none)."""

    words: str
    endpoint: str = ""
    label: str = ""


def cut_words(row: RaceRound) -> str:
    """The cut of a round as it was fixed."""
    if row.threshold is not None:
        return str(_("%(n)s 分及以上进入下一轮", n=row.threshold))
    return str(_("取前 %(n)s 名，同分的一并进入下一轮", n=row.keep))


def alias(place: int) -> str:
    """What the ``place``-th team (from 0) is called where names are not told."""
    round_, stem = divmod(place, len(STEMS))
    return str(_("团队%(name)s", name=STEMS[stem] + (str(round_ + 1) if round_ else "")))


def next_step(
    challenge: Challenge, rule: RaceRule | None, rounds: Sequence[RoundOf], teams: Sequence[Team]
) -> NextStep:
    """What an officer does next with a race."""
    if challenge.state in BEFORE_START:
        return _before_start(challenge, rule, rounds)
    if challenge.state == S.WORKING:
        return _at_work(rule, rounds, teams)
    if challenge.state == S.ACCEPTING:
        words = _("逐支团队现场测试、作出结论；全部有结论后作出总的结论。")
        return NextStep(words, "challenges.acceptance", _("去验收"))
    if challenge.state in RACE_OVER and not any(each.bid.state == B.PASSED for each in teams):
        return NextStep(_(NOBODY_WON))
    return NextStep(_("赛马已结束。"), "challenges.acceptance", _("查看结论"))


def _before_start(challenge: Challenge, rule: RaceRule | None, rounds: Sequence[RoundOf]) -> NextStep:
    if rule is None:
        words = _("开赛前先定下按什么判胜负；开赛后不再改。")
        return NextStep(words, "challenges.race_rule", _("定下胜出规则"))
    if challenge.state == S.SIGNING and not rounds:
        words = _("胜出规则已定。请在开赛前定下第一轮的测试方案、日期和淘汰规则。")
        return NextStep(words, "challenges.race_round", _("确定第 1 轮"))
    return NextStep(_("规则已定，等候开赛。"))


def _at_work(rule: RaceRule | None, rounds: Sequence[RoundOf], teams: Sequence[Team]) -> NextStep:
    running = [each for each in teams if each.works]
    if not running:
        words = _("没有团队还在跑。逐支结算后，如实作出“没有胜出者”的结论。")
        return NextStep(words, "challenges.case", _("去作结论"))
    if rounds and not rounds[-1].is_decided:
        row = rounds[-1].round
        words = _(
            "第 %(n)s 轮的测试日为%(day)s。测试后填报每支团队的成绩和理由。", n=row.number, day=cn_date(row.due_on)
        )
        return NextStep(words, "challenges.race_results", _("填报第 %(n)s 轮成绩", n=row.number))
    waiting = [each.name for each in running if each.has_met_all and each.finish is None]
    if rule is not None and rule.winner == WinnerRule.FIRST and waiting:
        return NextStep(_("%(names)s的节点已全部通过，请登记达标。", names="、".join(waiting)))
    words = _("在下一轮开始前定下它的测试方案、日期和淘汰规则；轮次都已跑完的，开始验收。")
    return NextStep(words, "challenges.race_round", _("确定第 %(n)s 轮", n=len(rounds) + 1))
