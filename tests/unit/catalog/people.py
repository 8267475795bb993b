"""Who acts in the catalogue's tests, and what they enter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.catalog.models import Achievement, Need, RecordKind
from matchmaker.catalog.services import create_draft
from matchmaker.core.authz import Actor
from matchmaker.core.jobs import Job
from matchmaker.core.outbox import OutboxMessage
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_member

T = TypeVar("T")
NEED_VALUES: dict[str, Any] = {
    "title": "高黏发酵液连续浓缩",
    "problem": "板框压滤收率只有百分之九十一，滤渣含水七成半以上，每天换布停机约三小时，后面的提取工序接不上，"
    "产量上不去，换过两种滤布也没有改观。",
    "indicators": [
        {"name": "收率", "present": "91", "target": "≥96", "unit": "%", "method": "连续三批取平均"},
        {"name": "滤渣含水", "present": "75", "target": "≤60", "unit": "%"},
    ],
    "deadline_months": 12,
    "budget_band": "100_500",
    "disclosure": "public",
}
ACHIEVEMENT_VALUES: dict[str, Any] = {
    "title": "微孔陶瓷膜连续浓缩工艺",
    "one_liner": "用陶瓷膜连续浓缩发酵液，收率到97%。",
    "problem_solved": "板框压滤收率低、滤渣含水高，换布停机频繁，黏度大的料液尤其明显，提取工序接不上。",
    "advantage": "收率由91%提高到97%，每吨产品节水1.8吨。",
    "completed_by": "膜过程课题组",
    "trl": 7,
    "ip_status": "granted",
    "transfer_modes": ["negotiable"],
    "secrecy_cleared": True,
    "disclosure": "public",
    "field_code": "new_materials",
    "ownership": "unit",
}
NEED_CLASSES = {"field_code": "new_materials", "need_type": "breakthrough", "region_code": "340304"}


def actor_for(session: Session, user: User) -> Actor:
    """The actor a person is."""
    return actor_of_user(session, user)


def member_of(session: Session, organization: Organization) -> Actor:
    """Somebody new who acts for ``organization``."""
    return actor_for(session, make_member(session, organization))


def do(session: Session, call: Callable[[Session], T]) -> T:
    """Run a service as a view does: in a write transaction."""
    return transact(session, call)


def draft_need(session: Session, actor: Actor, organization: Organization, **values: Any) -> Need:
    """A complete draft of a need."""
    given = {**NEED_VALUES, **values}
    row = do(
        session,
        lambda s: create_draft(s, RecordKind.NEED, actor=actor, organization_id=organization.id, values=given),
    )
    assert isinstance(row, Need)
    return row


def draft_achievement(session: Session, actor: Actor, organization: Organization, **values: Any) -> Achievement:
    """A complete draft of an achievement; ``scout_id`` and ``source`` go to the service."""
    more = {name: values.pop(name) for name in ("scout_id", "source") if name in values}
    given = {**ACHIEVEMENT_VALUES, **values}
    row = do(
        session,
        lambda s: create_draft(
            s, RecordKind.ACHIEVEMENT, actor=actor, organization_id=organization.id, values=given, **more
        ),
    )
    assert isinstance(row, Achievement)
    return row


def told(session: Session, kind: str) -> list[int]:
    """Ids of the people to whom a notice of this kind is on its way."""
    payloads = session.scalars(select(OutboxMessage.payload).where(OutboxMessage.channel == "notice"))
    return sorted(payload["user_id"] for payload in payloads if payload["kind"] == kind)


def queued(session: Session, kind: str) -> list[dict[str, Any]]:
    """Payloads of the jobs of this kind."""
    return list(session.scalars(select(Job.payload).where(Job.kind == kind)))
