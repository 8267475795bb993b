"""What the working page of a challenge links to, as data: pages of steps that ask for particulars, and parts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from matchmaker.challenges.models import Challenge, ChallengeState, Profile
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.services.appeal import AGAINST_CHALLENGE
from matchmaker.core.authz import Actor
from matchmaker.core.i18n import N_

S, P = ChallengeState, Permission
ARGUED = (Profile.GOVERNMENT, Profile.UNIVERSITY)

# Steps of the workflow that have a page of their own: action → endpoint, which takes ``challenge_id``.
ACT_PAGES: dict[str, str] = {
    "prescreen": "challenges.county_check",
    "approve": "challenges.approval",
    "approve_own": "challenges.own_approval",
    "withdraw": "challenges.withdrawal",
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


CASE_LINKS: tuple[CaseLink, ...] = (
    CaseLink(N_("填写榜题"), "challenges.edit_draft", P.PREPARE, {S.DRAFT}),
    CaseLink(N_("来历"), "challenges.origin", P.READ, tuple(S)),
    CaseLink(N_("初筛记录"), "challenges.county_check", P.PRESCREEN, {*S} - {S.DRAFT, S.COLLECTING}),
    CaseLink(N_("专家论证"), "challenges.argument", P.PRESCREEN, {*S} - {S.DRAFT}, ARGUED),
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
        and PERMISSIONS.allows(actor, link.permission, challenge)
    ]
