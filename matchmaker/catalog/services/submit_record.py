"""Handing a record in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from matchmaker.catalog import mandatory, security_words, versions
from matchmaker.catalog.contents import Record, contents, kind_of
from matchmaker.catalog.ports import Hit
from matchmaker.catalog.services.announce import tell_officers
from matchmaker.catalog.services.lane import reasons_for_review, waits_for_unit
from matchmaker.catalog.services.publish_record import publish_own
from matchmaker.catalog.workflow import WORKFLOWS
from matchmaker.core import calendar, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.organizations.queries import setting

IMPORTED = "import"
ASK_THE_UNIT = N_("代单位登记的记录，须先请单位确认，再由对接联络员审核。")


def submit(
    session: Session,
    row: Record,
    *,
    actor: Actor,
    version: int | None = None,
    duplicates: Sequence[Hit] = (),
    tell: bool = True,
) -> str:
    """Submit ``row``; returns the action done: ``submit`` or ``publish_own``.

    Raises Invalid with a message at each field that is missing, Conflict when
    a scout's record is submitted by somebody who does not speak for the unit.
    ``duplicates`` are what the finder said beforehand, outside the
    transaction; see ``lane``. An imported record, which carries only what its
    source had, needs its title alone. ``tell=False``: the officers are not told
    (the caller of a whole batch does it once).
    """
    if waits_for_unit(row, actor):
        raise Conflict(ASK_THE_UNIT)
    check_complete(row)
    if not reasons_for_review(session, row, actor=actor, duplicates=duplicates):
        publish_own(session, row, actor=actor, version=version)
        return "publish_own"
    warned = [word.word for word in security_words.found_in(contents(row))]
    detail = {"security_words": warned} if warned else {}
    values = {"submitted_at": clock.now(), "review_due_at": review_due(session, row), "state_reason": ""}
    WORKFLOWS[kind_of(row)].apply(session, row, "submit", actor=actor, version=version, values=values, detail=detail)
    versions.keep(session, row, "submitted", actor=actor)
    if tell and row.source != IMPORTED:
        tell_officers(session, row, "submitted", N_("待审核：{title}"))
    return "submit"


def check_complete(row: Record) -> None:
    """Raise Invalid unless all that submission demands is there."""
    if row.source != IMPORTED:
        missing = mandatory.for_submit(kind_of(row), contents(row))
        if missing:
            raise Invalid(fields=missing)


def review_due(session: Session, row: Record) -> datetime:
    """By when an officer should have decided: setting ``clock.review_days``, in working days."""
    return calendar.add_working_days(clock.now(), int(setting(session, "clock.review_days", row.region_code)))
