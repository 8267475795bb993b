"""What the working page of a challenge links to, as data: pages of steps that ask for particulars, and parts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from matchmaker.challenges.models import BEFORE_POSTING, SEALED_STATES, Challenge, ChallengeState, Mode, Profile
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.profiles import walks
from matchmaker.challenges.services.appeal import AGAINST_CHALLENGE
from matchmaker.core.authz import Actor
from matchmaker.core.i18n import N_

S, P = ChallengeState, Permission

# Steps of the workflow that have a page of their own: action → endpoint, which takes ``challenge_id``.
ACT_PAGES: dict[str, str] = {
    "prescreen": "challenges.county_check",
    "approve": "challenges.approval",
    "approve_own": "challenges.own_approval",
    "post": "challenges.post",
    "repost": "challenges.post",
    "rank": "challenges.act_rank",
    "choose": "challenges.choose",
    "withdraw": "challenges.withdrawal",
}

OPEN = frozenset({S.POSTED, S.RECEIVING})
# Of those stopped on their way some were never posted.
POSTED = frozenset(S) - {*BEFORE_POSTING, S.VETOED, S.WITHDRAWN, S.TERMINATED}
FROM_OPENING = frozenset(S) - {*BEFORE_POSTING, *OPEN}
ARGUED = tuple(profile for profile in Profile if walks(profile, "argue"))
JUDGED = tuple(profile for profile in Profile if walks(profile, "rank"))
WORKED = (S.WORKING, S.ACCEPTING, S.CONCLUDED, S.SETTLED, S.TERMINATED)
AFTER_RANKING = (S.RANKED, S.PUBLICISED, S.SIGNING, S.WORKING, S.ACCEPTING, S.CONCLUDED, S.SETTLED)
RACING = (S.APPROVED, *SEALED_STATES, S.QUALIFYING, S.REVIEWING, S.RANKED, S.PUBLICISED, S.SIGNING, *WORKED)


@dataclass(frozen=True, slots=True)
class CaseLink:
    """A page about a part of a challenge.

    ``endpoint`` takes ``challenge_id``; it is offered to who holds ``permission``
    over the challenge while it is in one of ``states``, of one of ``profiles`` and of one of ``modes``.
    """

    label: str
    endpoint: str
    permission: StrEnum
    states: Collection[str]
    profiles: Collection[str] = tuple(Profile)
    modes: Collection[str | None] = (None, *Mode)


CASE_LINKS: tuple[CaseLink, ...] = (
    CaseLink(N_("填写榜题"), "challenges.edit_draft", P.PREPARE, {S.DRAFT}),
    CaseLink(N_("来历"), "challenges.origin", P.READ, tuple(S)),
    CaseLink(N_("初筛记录"), "challenges.county_check", P.PRESCREEN, {*S} - {S.DRAFT, S.COLLECTING}),
    CaseLink(N_("专家论证"), "challenges.argument", P.PRESCREEN, {*S} - {S.DRAFT}, ARGUED),
    CaseLink(N_("公众看到的页面"), "challenges.challenge", P.READ, POSTED),
    CaseLink(N_("公开的版本"), "challenges.versions", P.READ, POSTED),
    CaseLink(N_("海报和二维码"), "challenges.poster", P.READ, OPEN),
    CaseLink(N_("更正"), "challenges.correct", P.PRESCREEN, OPEN),
    CaseLink(N_("延后截止时间"), "challenges.extension", P.PRESCREEN, OPEN),
    CaseLink(N_("授权启封"), "challenges.opening", P.AUTHORIZE_OPENING, {S.SEALED}),
    CaseLink(N_("启封与揭榜书"), "challenges.bids", P.READ, FROM_OPENING),
    CaseLink(
        N_("评审专家组"),
        "challenges.review_panel",
        P.PRESCREEN,
        (*SEALED_STATES, S.QUALIFYING, S.REVIEWING, *AFTER_RANKING),
        JUDGED,
    ),
    CaseLink(N_("评分汇总"), "challenges.ranking", P.READ_SCORES, AFTER_RANKING, JUDGED),
    CaseLink(N_("公示页"), "challenges.publicity", P.READ, AFTER_RANKING[1:], JUDGED),
    CaseLink(N_("公示异议"), "challenges.objections", P.READ_SCORES, AFTER_RANKING[1:], JUDGED),
    CaseLink(N_("军令状与攻关"), "challenges.pledges", P.READ, (S.SIGNING, *WORKED)),
    CaseLink(N_("赛马"), "challenges.race", P.READ, RACING, modes=(Mode.RACE,)),
    CaseLink(N_("验收、结论和跟踪"), "challenges.acceptance", P.READ, WORKED),
    CaseLink(N_("撤榜补偿"), "challenges.compensation", P.READ, {S.WITHDRAWN}),
    CaseLink(N_("提出申诉"), "challenges.appeal_challenge", P.APPEAL, AGAINST_CHALLENGE),
)


def links_for(actor: Actor, challenge: Challenge) -> list[CaseLink]:
    """The parts ``actor`` may open now, in the table's order."""
    return [
        link
        for link in CASE_LINKS
        if challenge.state in link.states
        and challenge.profile in link.profiles
        and challenge.mode in link.modes
        and PERMISSIONS.allows(actor, link.permission, challenge)
    ]
