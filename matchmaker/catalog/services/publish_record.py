"""Making a record public."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.catalog import mandatory
from matchmaker.catalog.contents import Record, contents, kind_of
from matchmaker.catalog.freshness import months_after
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.policies import PERMISSIONS, Permission
from matchmaker.catalog.services.announce import become_public, tell_officers, tell_owners
from matchmaker.catalog.services.fill_record import as_given, check_classification
from matchmaker.catalog.workflow import WORKFLOWS
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version
from matchmaker.organizations.queries import settings

IMPORTED = "import"
REVIEW = {RecordKind.NEED: Permission.NEED_REVIEW, RecordKind.ACHIEVEMENT: Permission.ACHIEVEMENT_REVIEW}
EXPIRES, FLOOR = "freshness.expire_months", "quality.publish_floor"


def publish(
    session: Session,
    row: Record,
    *,
    actor: Actor,
    classification: Mapping[str, Any] | None = None,
    note: str = "",
    version: int | None = None,
    tell: bool = True,
) -> None:
    """Publish a submitted record with the officer's classification.

    ``classification`` holds field_code, need_type and region_code of a need,
    field_code and ownership of an achievement. Raises Invalid when one of
    them is still missing, when the unit is not verified, or when the quality
    is below the floor and ``note`` does not say why it goes out. Imported
    records are exempt from all three. ``tell=False``: no notices and no job
    (the caller of a whole import enqueues one). Who publishes is not told of it.
    """
    given = as_given(classification or {})
    PERMISSIONS.require(actor, REVIEW[kind_of(row)], row)
    check_version(row, version)
    check_classification(row, given)
    rules = settings(session, [EXPIRES], row.region_code)
    if row.source != IMPORTED:
        check_publishable(session, row, given, note)
    values = {**given, **_dates(actor, int(rules[EXPIRES])), "publish_note": note, "review_first": False}
    values |= {"taken_down_at": None, "state_reason": ""}
    WORKFLOWS[kind_of(row)].apply(
        session, row, "publish", actor=actor, reason=note, version=version, values=values, detail={"set": sorted(given)}
    )
    become_public(session, row, actor=actor, tell=tell)
    if tell:
        tell_owners(session, row, "published", N_("已发布：{title}"), note, but=actor.user_id)


def publish_own(session: Session, row: Record, *, actor: Actor, version: int | None = None) -> None:
    """Publish a unit's own achievement without prior review; ``submit`` decides when that is allowed."""
    rules = settings(session, [EXPIRES], row.region_code)
    values = {**_dates(actor, int(rules[EXPIRES])), "submitted_at": clock.now(), "state_reason": ""}
    WORKFLOWS[kind_of(row)].apply(session, row, "publish_own", actor=actor, version=version, values=values)
    become_public(session, row, actor=actor)
    tell_owners(session, row, "published", N_("已发布：{title}"))
    tell_officers(session, row, "published_own", N_("单位自行发布，可抽查：{title}"))


def classify(
    session: Session, row: Record, values: Mapping[str, Any], *, actor: Actor, version: int | None = None
) -> None:
    """Change the classification alone, which needs nobody's consent, in whatever state."""
    kind, given = kind_of(row), as_given(values)
    PERMISSIONS.require(actor, REVIEW[kind], row)
    check_version(row, version)
    check_classification(row, given)
    changed = sorted(name for name, value in given.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, given[name])
    audit.record(session, actor, f"{kind}.classified", kind.value, row.id, changed=changed)
    session.flush()
    if changed and row.state == "published":
        become_public(session, row, actor=actor)


def check_publishable(session: Session, row: Record, given: Mapping[str, Any], note: str) -> None:
    """Raise Invalid unless ``row``, classified as ``given``, has all that publication demands beyond submission."""
    kind = kind_of(row)
    floor = int(settings(session, [FLOOR], row.region_code)[FLOOR])
    missing = mandatory.for_publish(kind, {**contents(row), "region_code": row.region_code, **given})
    if not row.organization.is_verified:
        missing["organization"] = [N_("单位尚未核验，请先核验单位。")]
    if row.quality < floor and not note.strip():
        missing["note"] = [N_("填写质量偏低，请写明为什么仍然发布。")]
    if missing:
        raise Invalid(fields=missing)


def _dates(actor: Actor, months: int) -> dict[str, int | datetime | None]:
    moment = clock.now()
    return {
        "published_at": moment,
        "confirmed_at": moment,
        "expires_at": months_after(moment, months),
        "published_by": actor.user_id,
        "review_due_at": None,
    }
