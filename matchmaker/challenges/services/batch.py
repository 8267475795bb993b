"""榜单: challenges of a region that go out together under one name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.challenges.models import Challenge, ChallengeBatch, ChallengeState
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version
from matchmaker.organizations.queries import in_region


def create_batch(
    session: Session, region_code: str, title: str, introduction: str = "", *, actor: Actor
) -> ChallengeBatch:
    """A new, empty batch. Raises Invalid for a title that the region has already, NotFound for another's region."""
    batch = ChallengeBatch(region_code=region_code, created_by=actor.user_id)
    PERMISSIONS.require(actor, Permission.BATCH, batch)
    _name(session, batch, title, introduction)
    audit.record(session, actor, "batch.created", "challenge_batch", batch.id, title=batch.title)
    return batch


def edit_batch(
    session: Session,
    batch: ChallengeBatch,
    title: str,
    introduction: str,
    challenges: Iterable[int],
    *,
    actor: Actor,
    version: int | None = None,
) -> None:
    """Rename a batch and say which challenges are in it.

    Challenges of other regions and of other batches are left where they are.
    Raises Invalid for a title that the region has already.
    """
    PERMISSIONS.require(actor, Permission.BATCH, batch)
    check_version(batch, version)
    _name(session, batch, title, introduction)
    wanted = set(challenges) & set(session.scalars(select(Challenge.id).where(*assignable(batch))))
    for condition, value in ((Challenge.id.in_(wanted), batch.id), (Challenge.id.not_in(wanted), None)):
        statement = update(Challenge).where(*assignable(batch), condition).values(batch_id=value)
        session.execute(statement.execution_options(synchronize_session=False))
    audit.record(session, actor, "batch.edited", "challenge_batch", batch.id, challenges=sorted(wanted))


def assignable(batch: ChallengeBatch) -> tuple[Any, ...]:
    """Conditions on the challenges that may be in ``batch``: of its region, posted or about to be, in no other."""
    ready = or_(Challenge.posted_version > 0, Challenge.state == ChallengeState.APPROVED)
    free = or_(Challenge.batch_id.is_(None), Challenge.batch_id == batch.id)
    return in_region(Challenge.region_code, [batch.region_code]), ready, free


def _name(session: Session, batch: ChallengeBatch, title: str, introduction: str) -> None:
    if not title.strip():
        raise Invalid(fields={"title": [N_("请填写榜单名称。")]})
    batch.title, batch.introduction = title.strip(), introduction.strip()
    batch.updated_at = clock.now()  # raises the version also when only the challenges change
    try:
        with session.begin_nested():
            session.add(batch)
            session.flush()
    except IntegrityError as error:
        raise Invalid(fields={"title": [N_("本地区已有同名的榜单。")]}) from error
