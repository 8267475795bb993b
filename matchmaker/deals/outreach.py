"""Texts that an officer copies into 短信 or 微信, one for each side that has still to answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from matchmaker.deals.counterparts import as_seen
from matchmaker.deals.models import Deal, Side
from matchmaker.deals.queries import organizations_with_speakers
from matchmaker.deals.texts import SIDE_LABELS, short_message


@dataclass(frozen=True, slots=True)
class Invitation:
    """``text`` is empty where a one-time link has to be made first."""

    side: Side
    label: str
    organization: str
    has_account: bool
    text: str


def invitations(session: Session, deal: Deal, base_url: str, fresh: Mapping[Side, str]) -> list[Invitation]:
    """For each silent side; ``fresh`` holds the path of a link made just now. One statement."""
    given = {reply.side for reply in deal.replies}
    silent = [side for side in Side if side not in given]
    speaking = organizations_with_speakers(session, [deal.organization_id(side) for side in silent])
    return [
        _invitation(deal, side, base_url, fresh.get(side), has_account=deal.organization_id(side) in speaking)
        for side in silent
    ]


def _invitation(deal: Deal, side: Side, base_url: str, fresh: str | None, *, has_account: bool) -> Invitation:
    path = fresh or (f"/deals/{deal.id}/reply" if has_account else "")
    other = as_seen(deal.record(side.other), introduced=False)
    text = short_message(deal, side, other, base_url + path) if path else ""
    return Invitation(side, SIDE_LABELS[side], deal.record(side).organization.name, has_account, text)
