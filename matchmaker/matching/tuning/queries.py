"""Reading versions."""

from __future__ import annotations

from sqlalchemy import ScalarSelect, Select, select
from sqlalchemy.orm import Session

from matchmaker.matching.tuning.models import EngineTuning, Origin, TuningState


def live(session: Session) -> EngineTuning | None:
    """The version in use, if any."""
    return session.scalars(select(EngineTuning).where(EngineTuning.state == TuningState.LIVE)).one_or_none()


def live_number() -> ScalarSelect[int]:
    """The number of the version in use, to be asked for together with something else."""
    return select(EngineTuning.id).where(EngineTuning.state == TuningState.LIVE).scalar_subquery()


def versions() -> Select[EngineTuning]:
    """All versions, the newest first."""
    return select(EngineTuning).order_by(EngineTuning.id.desc())


def waiting(session: Session) -> list[EngineTuning]:
    """Candidates that nobody has put into use or discarded, the newest first."""
    return list(session.scalars(versions().where(EngineTuning.state == TuningState.CANDIDATE).limit(10)))


def newest_learned(session: Session) -> EngineTuning | None:
    """What was learned last, whatever became of it."""
    return session.scalars(versions().where(EngineTuning.origin == Origin.LEARNED).limit(1)).one_or_none()
