"""Which near-duplicates are shown together."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from matchmaker.engine.near_pairs import groups
from matchmaker.matching.models import DuplicatePair, DuplicateState

SHOWN = (DuplicateState.OPEN, DuplicateState.CONFIRMED, DuplicateState.DISMISSED)


def regroup(session: Session, kind: str) -> None:
    """Set the group keys of one side's pairs, each state apart; a row's version stays what it is.

    A group is an order on the page and no part of what is decided, so nobody's form grows stale by it.
    """
    session.flush()
    columns = (DuplicatePair.id, DuplicatePair.lower_id, DuplicatePair.higher_id, DuplicatePair.group_key)
    for state in SHOWN:
        query = select(*columns).where(DuplicatePair.record_kind == kind, DuplicatePair.state == state)
        rows = {(row.lower_id, row.higher_id): row for row in session.execute(query)}
        for group in groups(rows):
            moved = [rows[pair].id for pair in group.pairs if rows[pair].group_key != group.keys[0]]
            if moved:
                _move(session, moved, group.keys[0])


def _move(session: Session, ids: list[int], key: int) -> None:
    statement = update(DuplicatePair).where(DuplicatePair.id.in_(ids)).values(group_key=key)
    session.execute(statement.execution_options(synchronize_session=False))
