"""凝练: a sharper text is offered, the enterprise agrees or declines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.catalog import versions
from matchmaker.catalog.contents import snapshot
from matchmaker.catalog.models import Need, Refinement, RefinementState
from matchmaker.catalog.policies import PERMISSIONS, Permission
from matchmaker.catalog.services.announce import owners, tell_officers, tell_owners
from matchmaker.catalog.services.fill_record import fill
from matchmaker.catalog.workflow import NEED, REFINEMENT
from matchmaker.core import calendar, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.organizations.queries import setting

REFINED = ("title", "one_liner", "problem", "indicators")
NOTHING_CHANGED = N_("凝练稿与原文相同，没有需要企业确认的内容。")


def start_refining(session: Session, need: Need, *, actor: Actor, version: int | None = None) -> None:
    """Take a submitted need to the refining desk; clock: setting ``clock.refine_days``."""
    days = int(setting(session, "clock.refine_days", need.region_code))
    values = {"review_due_at": calendar.add_working_days(clock.now(), days)}
    NEED.apply(session, need, "refine", actor=actor, version=version, values=values)
    tell_owners(session, need, "refining", N_("正在帮助凝练：{title}"))


def end_refining(session: Session, need: Need, *, actor: Actor, version: int | None = None) -> None:
    """Hand a need back to the review queue; an unanswered draft is set aside."""
    offered = open_refinement(session, need.id)
    if offered is not None:
        REFINEMENT.apply(session, offered, "replace", actor=actor)
    days = int(setting(session, "clock.review_days", need.region_code))
    values = {"review_due_at": calendar.add_working_days(clock.now(), days)}
    NEED.apply(session, need, "refined", actor=actor, version=version, values=values)


def open_refinement(session: Session, need_id: int) -> Refinement | None:
    """The refined text that waits for the enterprise, or None."""
    query = select(Refinement).where(Refinement.need_id == need_id, Refinement.state == RefinementState.OFFERED)
    return session.scalars(query).one_or_none()


def offer_refinement(
    session: Session, need: Need, proposed: Mapping[str, Any], note: str, *, actor: Actor
) -> Refinement:
    """Offer ``proposed`` (title, one_liner, problem, indicators) for the enterprise's consent.

    Raises Conflict unless the need is being refined, Invalid when nothing was
    changed. A draft offered before is replaced.
    """
    PERMISSIONS.require(actor, Permission.NEED_REFINE, need)
    if need.state != "refining":
        raise Conflict
    said = snapshot(need)
    original = {name: said[name] for name in REFINED}
    wanted = {**original, **{name: proposed[name] for name in REFINED if name in proposed}}
    if wanted == original:
        raise Invalid(NOTHING_CHANGED)
    earlier = open_refinement(session, need.id)
    if earlier is not None:
        REFINEMENT.apply(session, earlier, "replace", actor=actor)
    offered = Refinement(
        need_id=need.id,
        organization_id=need.organization_id,
        region_code=need.region_code,
        author_id=actor.user_id,
        proposed=wanted,
        original=original,
        note=note.strip(),
    )
    REFINEMENT.begin(session, offered, actor=actor, need_id=need.id)
    message = Message("refinement.offered", f"请确认凝练稿：{need.title}", note.strip(), f"/refinements/{offered.id}")
    notify(session, owners(session, need), message, dedup_key=f"refinement.offered:{offered.id}")
    return offered


def answer_refinement(
    session: Session,
    refinement: Refinement,
    agreed: bool,  # noqa: FBT001 - the answer itself
    note: str,
    *,
    actor: Actor,
    version: int | None = None,
) -> None:
    """The enterprise's answer. Agreed: the refined text becomes the need's and review goes on.

    Raises Conflict when the need's text has changed since the offer.
    """
    need = session.get_one(Need, refinement.need_id)
    action = "agree" if agreed else "decline"
    values = {"answer_note": note.strip(), "answered_at": clock.now(), "answered_by": actor.user_id}
    proposed, original = dict(refinement.proposed), dict(refinement.original)
    REFINEMENT.apply(session, refinement, action, actor=actor, reason=note, version=version, values=values)
    if agreed:
        _adopt(session, need, proposed, original, actor=actor)
    people = {refinement.author_id} - {None}
    title = N_("企业已同意凝练稿：{title}") if agreed else N_("企业未同意凝练稿：{title}")
    tell_officers(session, need, f"refinement_{action}", title, note.strip())
    if people:
        message = Message(
            f"refinement.{action}", title.format(title=need.title), note.strip(), f"/needs/{need.id}/refine"
        )
        notify(session, [p for p in people if p], message, dedup_key=f"refinement.{action}:{refinement.id}")


def _adopt(session: Session, need: Need, proposed: dict[str, Any], original: dict[str, Any], *, actor: Actor) -> None:
    said = snapshot(need)
    if need.state != "refining" or any(said[name] != original[name] for name in REFINED):
        raise Conflict
    fill(need, proposed, actor=actor)
    session.flush()
    versions.keep(session, need, "refined", actor=actor)
