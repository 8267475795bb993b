"""What an officer says of two records that read alike.

A confirmed pair changes neither record: the officer returns or takes down one of them on its own
review page, where the owner is told why.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.catalog import disclosure
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.queries import get_record
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict
from matchmaker.core.i18n import N_
from matchmaker.matching.models import DuplicatePair
from matchmaker.matching.services.duplicate_groups import regroup
from matchmaker.matching.workflow import DUPLICATE
from matchmaker.organizations.queries import officers_for


def dismiss(session: Session, pair: DuplicatePair, *, actor: Actor, note: str = "", version: int | None = None) -> None:
    """不是重复: off the list until either text has become another one."""
    _decide(session, pair, "dismiss", actor, note, version)


def confirm(session: Session, pair: DuplicatePair, *, actor: Actor, note: str = "", version: int | None = None) -> None:
    """确认重复; the officers of a record that lies beyond the actor's regions are told.

    Raises Conflict when one of the two is no longer published.
    """
    kind = RecordKind(pair.record_kind)
    one, other = (get_record(session, kind, key) for key in (pair.lower_id, pair.higher_id))
    number = pair.id
    _decide(session, pair, "confirm", actor, note, version)
    if {one.state, other.state} != {disclosure.PUBLISHED}:
        raise Conflict(N_("其中一条已不在发布状态，无需再确认。"))
    for record, beside in ((one, other), (other, one)):
        if not actor.covers(record.region_code) and disclosure.is_listed(beside):
            _tell(session, number, record.region_code)


def _tell(session: Session, number: int, region_code: str) -> None:
    message = Message(
        "duplicate_pair.confirmed",
        N_("外地联络员确认有两条记录重复"),
        N_("其中一条在您的地区，请看是否需要退回或下架。"),
        f"/duplicates/{number}",
    )
    notify(session, officers_for(session, region_code), message, dedup_key=f"duplicate:{number}:{region_code}")


def reconsider(session: Session, pair: DuplicatePair, *, actor: Actor, note: str, version: int | None = None) -> None:
    """Take a decision back, with the reason why."""
    kind, values = pair.record_kind, {"decided_by": None, "decided_at": None, "note": ""}
    DUPLICATE.apply(session, pair, "reconsider", actor=actor, reason=note, version=version, values=values)
    regroup(session, kind)


def _decide(session: Session, pair: DuplicatePair, action: str, actor: Actor, note: str, version: int | None) -> None:
    kind = pair.record_kind
    values: dict[str, Any] = {"decided_by": actor.user_id, "decided_at": clock.now(), "note": note.strip()[:500]}
    detail = {"kind": kind, "records": [pair.lower_id, pair.higher_id]}
    DUPLICATE.apply(session, pair, action, actor=actor, reason=note, version=version, values=values, detail=detail)
    regroup(session, kind)
