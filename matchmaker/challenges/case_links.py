"""What the working page of a challenge links to, as data: pages of steps that ask for particulars, and parts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from matchmaker.challenges.models import BEFORE_POSTING, Challenge, ChallengeState, Profile
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.core.authz import Actor
from matchmaker.core.i18n import N_

# Steps of the workflow that have a page of their own: action → endpoint, which takes ``challenge_id``.
ACT_PAGES: dict[str, str] = {
    "post": "challenges.post",
    "repost": "challenges.post",
}


OPEN = frozenset({ChallengeState.POSTED, ChallengeState.RECEIVING})
# Of those stopped on their way some were never posted.
STOPPED = {ChallengeState.VETOED, ChallengeState.WITHDRAWN, ChallengeState.TERMINATED}
POSTED = frozenset(ChallengeState) - {*BEFORE_POSTING, *STOPPED}


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
    CaseLink(N_("公众看到的页面"), "challenges.challenge", Permission.READ, POSTED),
    CaseLink(N_("公开的版本"), "challenges.versions", Permission.READ, POSTED),
    CaseLink(N_("海报和二维码"), "challenges.poster", Permission.READ, OPEN),
    CaseLink(N_("更正"), "challenges.correct", Permission.PRESCREEN, OPEN),
    CaseLink(N_("延后截止时间"), "challenges.extension", Permission.PRESCREEN, OPEN),
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
