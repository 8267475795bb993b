"""What the working page of a challenge links to, as data: pages of steps that ask for particulars, and parts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from matchmaker.challenges.models import Challenge, Profile
from matchmaker.challenges.policies import PERMISSIONS
from matchmaker.core.authz import Actor

# Steps of the workflow that have a page of their own: action → endpoint, which takes ``challenge_id``.
ACT_PAGES: dict[str, str] = {}


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


CASE_LINKS: tuple[CaseLink, ...] = ()


def links_for(actor: Actor, challenge: Challenge) -> list[CaseLink]:
    """The parts ``actor`` may open now, in the table's order."""
    return [
        link
        for link in CASE_LINKS
        if challenge.state in link.states
        and challenge.profile in link.profiles
        and PERMISSIONS.allows(actor, link.permission, challenge)
    ]
