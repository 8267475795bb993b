"""What the working page of a challenge links to, as data: pages of steps that ask for particulars, and parts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from matchmaker.challenges.models import Challenge, ChallengeState, Mode, Profile
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.core.authz import Actor
from matchmaker.core.i18n import N_

S = ChallengeState
RACING = (S.APPROVED, S.POSTED, S.RECEIVING, S.SEALED, S.QUALIFYING, S.REVIEWING, S.RANKED, S.PUBLICISED, S.SIGNING)
WORKED = (S.WORKING, S.ACCEPTING, S.CONCLUDED, S.SETTLED, S.TERMINATED)

# Steps of the workflow that have a page of their own: action → endpoint, which takes ``challenge_id``.
ACT_PAGES: dict[str, str] = {}


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
    CaseLink(N_("赛马"), "challenges.race", Permission.READ, (*RACING, *WORKED), modes=(Mode.RACE,)),
    CaseLink(N_("验收、结论和跟踪"), "challenges.acceptance", Permission.READ, WORKED),
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
