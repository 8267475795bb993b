"""The demo city's achievements and needs, each brought to its state by the workflow's own steps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.catalog.contents import kind_of
from matchmaker.catalog.models import Need, RecordKind
from matchmaker.catalog.services import (
    answer_refinement,
    create_draft,
    expire,
    give_up,
    offer_refinement,
    publish,
    return_record,
    solve,
    start_refining,
    submit,
    withdraw,
)
from matchmaker.cli.seed.people import SEEDER, City, officer_of
from matchmaker.cli.seed.source import Row, achievement_values, need_values
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.scouting.services import Channel, answer_confirmation, request_confirmation

Record = Any
HANDED_IN = frozenset({"submitted", "returned", "refining", "published", "solved", "unsolved", "expired", "withdrawn"})
ONCE_PUBLIC = frozenset({"published", "solved", "unsolved", "expired", "withdrawn"})
DRAFT_DAYS = 3
PUBLISH_FLOOR = 60
LOW_QUALITY = "企业急需，文字由联络员在对接中继续完善。"
RETURN_REASON = "指标只写了名称，没有现值和目标值；请补充测试条件后再提交。"


def make_need(session: Session, city: City, row: Row) -> None:
    """One need of the data, in its state."""
    scout = city.users.get(row.get("scout") or "")
    author = city.actor(session, row["scout"]) if scout else city.member(session, row["organization"])
    values = need_values(row)
    with _days_ago(_age(row)):
        need: Any = create_draft(
            session,
            RecordKind.NEED,
            actor=author,
            organization_id=city.organizations[row["organization"]],
            values=values,
            scout_id=scout,
            source=row["source"],
            external_id=f"demo:{row['key']}",
        )
        _forward(session, city, need, row)
    _afterwards(session, city, need, row)


def make_achievement(session: Session, city: City, row: Row) -> None:
    """One achievement of the data, in its state."""
    scout = city.users.get(row.get("scout") or "")
    author = city.actor(session, row["scout"]) if scout else city.member(session, row["organization"])
    with _days_ago(_age(row)):
        achievement: Any = create_draft(
            session,
            RecordKind.ACHIEVEMENT,
            actor=author,
            organization_id=city.organizations[row["organization"]],
            values=achievement_values(row),
            scout_id=scout,
            source="scout" if scout else "self_reported",
            external_id=f"demo:{row['key']}",
        )
        _forward(session, city, achievement, row)
    _afterwards(session, city, achievement, row)


def _forward(session: Session, city: City, record: Record, row: Row) -> None:
    """From draft to where the record first rests."""
    state = row["state_hint"]
    if state == "proposed":
        request_confirmation(session, kind_of(record), record, actor=city.actor(session, row["scout"]))
        return
    if state not in HANDED_IN:
        return
    owner = city.member(session, row["organization"])
    _hand_in(session, city, record, row, owner)
    officer = officer_of(session, record.region_code)
    if state == "returned":
        return_record(session, record, actor=officer, reason=RETURN_REASON)
    if row.get("refinement") and state in {*ONCE_PUBLIC, "refining"}:
        _refine(session, record, row["refinement"], officer, owner, answered=state != "refining")
    elif state == "refining":
        start_refining(session, record, actor=officer)
    if state in ONCE_PUBLIC:
        publish(session, record, actor=officer, note=LOW_QUALITY if record.quality < PUBLISH_FLOOR else "", tell=False)


def _hand_in(session: Session, city: City, record: Record, row: Row, owner: Actor) -> None:
    """By the owner; what a scout entered, with the unit's consent."""
    if record.scout_id is not None:
        asked = request_confirmation(session, kind_of(record), record, actor=city.actor(session, row["scout"]))
        answer_confirmation(session, asked.confirmation, True, actor=owner, channel=Channel.ACCOUNT)  # noqa: FBT003
        return
    _approve_masked_text(record, owner)
    submit(session, record, actor=SEEDER)


def _approve_masked_text(record: Record, owner: Actor) -> None:
    if record.masked_text and owner.user_id is not None:
        record.masked_approved_at = clock.now()


def _refine(session: Session, need: Need, text: Row, officer: Actor, owner: Actor, *, answered: bool) -> None:
    start_refining(session, need, actor=officer)
    proposed = {name: text[name] for name in ("title", "one_liner", "problem", "indicators") if text.get(name)}
    offered = offer_refinement(session, need, proposed, text.get("note") or "", actor=officer)
    if answered:
        answer_refinement(session, offered, True, "", actor=owner)  # noqa: FBT003 - the answer itself


def _afterwards(session: Session, city: City, record: Record, row: Row) -> None:
    """What became of a record after it had been public for a while."""
    owner = city.member(session, row["organization"])
    ends: dict[str, Callable[[], None]] = {
        "expired": lambda: expire(session, record, actor=SEEDER),
        "withdrawn": lambda: withdraw(session, record, actor=owner, reason="本单位已改用其他方案。"),
        "solved": lambda: solve(session, record, actor=owner, reason="与推荐的单位签约，样件已通过。"),
        "unsolved": lambda: give_up(session, record, actor=owner, reason="客户停产，需求不再存在。"),
    }
    end = ends.get(row["state_hint"])
    if end is not None:
        with _days_ago(2):
            end()


def _age(row: Row) -> float:
    return float(row["published_days_ago"] or DRAFT_DAYS)


def _days_ago(days: float) -> Any:
    return clock.frozen(clock.now() - timedelta(days=days))
