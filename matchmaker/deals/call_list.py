"""Whom an officer has to phone today, and what to say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from matchmaker.core.i18n import N_
from matchmaker.deals.counterparts import as_seen
from matchmaker.deals.models import Deal, Side
from matchmaker.deals.next_steps import is_late
from matchmaker.deals.texts import SIDE_LABELS, call_script
from matchmaker.organizations.models import Organization

LATE, UNREACHED = N_("答复逾期"), N_("没有账号和邮箱，只能电话联系")


@dataclass(frozen=True, slots=True)
class Call:
    """One side to be phoned: who, why, waiting ``since`` when, and the words for it."""

    deal: Deal
    side: Side
    label: str
    title: str
    organization: Organization
    why: str
    since: datetime
    is_late: bool
    script: str


def lines(deal: Deal, reached: set[int]) -> list[Call]:
    """The sides of ``deal`` to be phoned; ``reached``: organisations with an account or a mail box."""
    given = {reply.side for reply in deal.replies}
    late = is_late(deal)
    return [
        _call(deal, side, late=late)
        for side in Side
        if side not in given and (late or deal.organization_id(side) not in reached)
    ]


def _call(deal: Deal, side: Side, *, late: bool) -> Call:
    record = deal.record(side)
    due = deal.reply_due_at or deal.created_at
    return Call(
        deal,
        side,
        SIDE_LABELS[side],
        record.title,
        record.organization,
        LATE if late else UNREACHED,
        due if late else deal.created_at,
        late,
        call_script(deal, side, as_seen(deal.record(side.other), introduced=False)),
    )
