"""A new version, compared with the one in use and waiting to be put into use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version
from matchmaker.engine.tuning import TITLE_SHARE
from matchmaker.matching.tuning.lexicon import Lexicon, changes, lexicon_of
from matchmaker.matching.tuning.models import EngineTuning, Origin, TuningState
from matchmaker.matching.tuning.policies import PERMISSIONS, Permission
from matchmaker.matching.tuning.workflow import TUNING

Values = Mapping[str, Any]


def learned_part(row: EngineTuning | None) -> dict[str, Any]:
    """What a version has learned, as columns; nothing without a version."""
    if row is None:
        return {"title_share": TITLE_SHARE, "factors": {}, "learned_from": {}}
    return {name: getattr(row, name) for name in ("title_share", "factors", "learned_from")}


def keep_lexicon(
    session: Session,
    lexicon: Lexicon,
    *,
    base_id: int | None,
    comparison: Values,
    note: str,
    actor: Actor,
    replaces: int | None = None,
) -> EngineTuning:
    """Another lexicon beside what version ``base_id`` has learned; ``comparison`` is with that version.

    A waiting lexicon ``replaces`` that was edited further is discarded.
    Raises Invalid when nothing differs from the base.
    """
    PERMISSIONS.require(actor, Permission.MANAGE)
    base = _base(session, base_id)
    if not changes(lexicon_of(base), lexicon):
        raise Invalid(N_("和现用词库完全一样，没有要保存的改动。"))
    earlier = session.get(EngineTuning, replaces) if replaces is not None else None
    if earlier is not None and earlier.state == TuningState.CANDIDATE and earlier.origin == Origin.LEXICON:
        TUNING.apply(session, earlier, "discard", actor=actor, reason=N_("已在此基础上继续修改"))
    values = {**lexicon.columns, **learned_part(base)}
    return _keep(session, Origin.LEXICON, base_id, values, comparison, note, actor)


def keep_learned(
    session: Session, learned: Values, *, base_id: int | None, comparison: Values, actor: Actor
) -> EngineTuning:
    """What decisions taught (``title_share``, ``factors``, ``learned_from``) beside the lexicon of the base."""
    values = {**lexicon_of(_base(session, base_id)).columns, **learned}
    return _keep(session, Origin.LEARNED, base_id, values, comparison, "", actor)


def compare_again(
    session: Session, row: EngineTuning, *, base_id: int | None, comparison: Values, actor: Actor, version: int | None
) -> None:
    """Put a waiting lexicon beside what ``base_id`` has learned, and keep how it compares with that.

    What was learned is measured on decisions too, so it is learned again
    instead. Raises Conflict when the version waits no longer or has learned,
    StaleVersion for an old page.
    """
    PERMISSIONS.require(actor, Permission.MANAGE)
    check_version(row, version)
    if row.state != TuningState.CANDIDATE or row.origin != Origin.LEXICON:
        raise Conflict
    for name, value in learned_part(_base(session, base_id)).items():
        setattr(row, name, value)
    row.base_id, row.comparison = base_id, dict(comparison)
    session.flush()
    audit.record(session, actor, "tuning.compared", "tuning", row.id, base=base_id)


def _base(session: Session, base_id: int | None) -> EngineTuning | None:
    return session.get_one(EngineTuning, base_id) if base_id is not None else None


def _keep(
    session: Session,
    origin: Origin,
    base_id: int | None,
    values: Values,
    comparison: Values,
    note: str,
    actor: Actor,
) -> EngineTuning:
    row = EngineTuning(
        origin=origin,
        base_id=base_id,
        comparison=dict(comparison),
        note=note.strip()[:500],
        created_by=actor.user_id,
        **values,
    )
    return TUNING.begin(session, row, actor=actor, base=base_id)
