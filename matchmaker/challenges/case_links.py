"""What the working page of a challenge links to, as data: pages of steps that ask for particulars, and parts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from matchmaker.challenges.models import SEALED_STATES, Challenge, ChallengeState, Profile
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.profiles import walks
from matchmaker.core.authz import Actor
from matchmaker.core.i18n import N_

S = ChallengeState

# Steps of the workflow that have a page of their own: action → endpoint, which takes ``challenge_id``.
ACT_PAGES: dict[str, str] = {
    "rank": "challenges.act_rank",
    "choose": "challenges.choose",
}


@dataclass(frozen=True, slots=True)
class CaseLink:
    """A page about a part of a challenge.

    ``endpoint`` takes ``challenge_id``; it is offered to who holds ``permission``
    over the challenge while it is in one of ``states`` and of one of ``profiles``.
    """

    label: str
    endpoint: str
    permission: StrEnum
    states: Collection[str]
    profiles: Collection[str] = tuple(Profile)


JUDGED = tuple(profile for profile in Profile if walks(profile, "rank"))
AFTER_RANKING = (S.RANKED, S.PUBLICISED, S.SIGNING, S.WORKING, S.ACCEPTING, S.CONCLUDED, S.SETTLED)
CASE_LINKS: tuple[CaseLink, ...] = (
    CaseLink(
        N_("评审专家组"),
        "challenges.review_panel",
        Permission.PRESCREEN,
        (*SEALED_STATES, S.QUALIFYING, S.REVIEWING, *AFTER_RANKING),
        JUDGED,
    ),
    CaseLink(N_("评分汇总"), "challenges.ranking", Permission.READ_SCORES, AFTER_RANKING, JUDGED),
    CaseLink(N_("公示页"), "challenges.publicity", Permission.READ, AFTER_RANKING[1:], JUDGED),
    CaseLink(N_("公示异议"), "challenges.objections", Permission.READ_SCORES, AFTER_RANKING[1:], JUDGED),
)


def links_for(actor: Actor, challenge: Challenge) -> list[CaseLink]:
    """The parts ``actor`` may open now, in the table's order."""
    return [
        link
        for link in CASE_LINKS
        if challenge.state in link.states
        and challenge.profile in link.profiles
        and PERMISSIONS.allows(actor, link.permission, challenge)
    ]
