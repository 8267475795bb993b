"""Saying of many listings at once that they still hold, and closing the exceptions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.contents import Record
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.policies import PERMISSIONS
from matchmaker.catalog.queries import MODELS
from matchmaker.catalog.services.close_record import archive, give_up, solve
from matchmaker.catalog.services.draft_record import EDIT
from matchmaker.catalog.services.freshen_record import confirm_fresh
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid, NotFound
from matchmaker.core.i18n import N_

HOLDS, LATER = "holds", "later"
Ending = Callable[..., None]
ENDINGS: dict[RecordKind, Mapping[str, Ending]] = {
    RecordKind.ACHIEVEMENT: {"archive": archive},
    RecordKind.NEED: {"solve": solve, "give_up": give_up},
}
"""How a listing that no longer holds is closed: answer → service."""

WITH_REASON = frozenset({"archive", "give_up"})


@dataclass(frozen=True, slots=True)
class Reply:
    """What was answered for a listing as its reader saw it: HOLDS, LATER or one of ENDINGS."""

    record_id: int
    version: int
    answer: str


@dataclass
class Settled:
    """What came of the replies; ``refused``: (name, why) of what was left as it stands."""

    confirmed: int = 0
    ended: int = 0
    later: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


def confirm_listed(
    session: Session, kind: RecordKind, replies: Sequence[Reply], *, reason: str, actor: Actor
) -> Settled:
    """Confirm or close each listing, each of them audited.

    What changed since it was shown is left alone and named in ``refused``.
    Raises NotFound when one is none of the actor's, Invalid when one is to be
    closed without the ``reason`` that this needs.
    """
    if not reason.strip() and any(reply.answer in WITH_REASON for reply in replies):
        raise Invalid(fields={"reason": [N_("请写明不再有效的原因。")]})
    model: Any = MODELS[kind]
    ids = [reply.record_id for reply in replies]
    query = select(model).where(model.id.in_(ids)).order_by(model.id).with_for_update(of=model)
    rows: dict[int, Record] = {row.id: row for row in session.scalars(query)}
    if not all(key in rows and PERMISSIONS.allows(actor, EDIT[kind], rows[key]) for key in ids):
        raise NotFound
    settled = Settled()
    for reply in replies:
        row = rows[reply.record_id]
        try:
            _settle(session, kind, row, reply, reason=reason, actor=actor, settled=settled)
        except Conflict as error:
            settled.refused.append((row.title, error.message))
    return settled


def _settle(
    session: Session, kind: RecordKind, row: Record, reply: Reply, *, reason: str, actor: Actor, settled: Settled
) -> None:
    if reply.answer == LATER:
        settled.later += 1
    elif reply.answer == HOLDS:
        confirm_fresh(session, row, actor=actor, version=reply.version)
        settled.confirmed += 1
    else:
        ENDINGS[kind][reply.answer](session, row, actor=actor, reason=reason, version=reply.version)
        settled.ended += 1
