"""需求汇总表: what is complete of the imported needs is handed in, or published, in one action.

One officer may do both, as with a need typed by hand: the workflow asks for
the right to review in the need's region, not for a second person. What an
officer ought to look at alone is only handed in here, never published: words
that may be secret, and what resembles a record that is public.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.catalog import mandatory, security_words
from matchmaker.catalog.contents import contents
from matchmaker.catalog.models import Need, RecordKind
from matchmaker.catalog.policies import PERMISSIONS, Permission
from matchmaker.catalog.services.draft_record import EDITABLE
from matchmaker.catalog.services.publish_record import check_publishable, publish
from matchmaker.catalog.services.submit_record import check_complete, submit
from matchmaker.catalog.services.take_rows import SOURCE
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid, NotFound
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version
from matchmaker.organizations.queries import in_region, officers_for

WAITING = (*sorted(EDITABLE), "submitted")
PAGE = "/review/imported-needs"
SECRET_WORDS = N_("文字中有需要核对保密的词语，请逐条审核。")
ALIKE = N_("与已发布的需求相似，请逐条审核。")


@dataclass(frozen=True, slots=True)
class Chosen:
    """One ticked need as it was seen, with what the officer classified it as ("" what it says itself)."""

    need_id: int
    version: int
    field_code: str = ""
    need_type: str = ""


@dataclass
class Done:
    """What came of it; ``kept_back``: (name, why) of what waits for review, ``refused`` of what stays as it was."""

    published: int = 0
    submitted: int = 0
    kept_back: list[tuple[str, str]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def imported_needs(actor: Actor) -> Select[Need]:
    """Needs of the actor's regions that came in a table and are not out yet."""
    return (
        select(Need)
        .where(Need.source == SOURCE, Need.state.in_(WAITING), in_region(Need.region_code, actor.region_codes))
        .order_by(Need.id)
    )


def doubt(row: Need) -> str:
    """Why ``row`` is not published together with others, as far as its own text tells; else ""."""
    return SECRET_WORDS if security_words.found_in(contents(row)) else ""


def missing(row: Need) -> dict[str, list[str]]:
    """What an owner or officer must still see to before ``row`` can go out; the classification apart."""
    found = mandatory.for_submit(RecordKind.NEED, contents(row)) if row.state in EDITABLE else {}
    if not row.organization.is_verified:
        found["organization"] = [N_("单位尚未核验。")]
    return found


def publish_imported(
    session: Session, chosen: Sequence[Chosen], *, note: str, alike: frozenset[int], publishes: bool, actor: Actor
) -> Done:
    """Hand in what is chosen and, if ``publishes``, publish what raises no doubt; each audited by itself.

    ``alike``: needs that resemble a public one, as found beforehand. ``note``:
    why those of low quality go out. Raises NotFound when one is none of the
    actor's to review.
    """
    ids = [each.need_id for each in chosen]
    query = select(Need).where(Need.id.in_(ids), Need.source == SOURCE).order_by(Need.id).with_for_update(of=Need)
    rows = {row.id: row for row in session.scalars(query).unique()}
    if not all(key in rows and PERMISSIONS.allows(actor, Permission.NEED_REVIEW, rows[key]) for key in ids):
        raise NotFound
    done, waiting = Done(), dict[str, list[int]]()
    for each in chosen:
        row = rows[each.need_id]
        try:
            _go(session, row, each, note=note, alike=alike, publishes=publishes, actor=actor, done=done)
        except (Conflict, Invalid) as error:
            texts = [text for texts in getattr(error, "fields", {}).values() for text in texts]
            done.refused.append((row.title, "".join(texts) or error.message))
        else:
            if row.state == "submitted":
                waiting.setdefault(row.region_code, []).append(row.id)
    _tell_reviewers(session, waiting, actor=actor)
    return done


def _go(
    session: Session,
    row: Need,
    chosen: Chosen,
    *,
    note: str,
    alike: frozenset[int],
    publishes: bool,
    actor: Actor,
    done: Done,
) -> None:
    check_version(row, chosen.version)
    if row.state not in WAITING:
        raise Conflict
    if row.state in EDITABLE:
        check_complete(row)
    given = {name: getattr(chosen, name) for name in ("field_code", "need_type") if getattr(chosen, name)}
    why = doubt(row) or (ALIKE if row.id in alike else "")
    goes_out = publishes and not why
    if goes_out:
        check_publishable(session, row, given, note)
    if row.state in EDITABLE:
        submit(session, row, actor=actor, tell=False)
    if goes_out:
        publish(session, row, actor=actor, classification=given, note=note)
        done.published += 1
    elif publishes:
        done.kept_back.append((row.title, why))
    else:
        done.submitted += 1


def _tell_reviewers(session: Session, waiting: Mapping[str, Sequence[int]], *, actor: Actor) -> None:
    """One notice for all that waits in a region, to its other officers."""
    for region_code, ids in waiting.items():
        title = N_("{n} 条导入的需求待审核").format(n=len(ids))
        message = Message("need.imported", title, N_("可以看过以后一起发布。"), PAGE)
        others = set(officers_for(session, region_code)) - {actor.user_id}
        notify(session, others, message, dedup_key=f"need.imported:{region_code}:{min(ids)}:{clock.now():%Y%m%d%H%M%S}")
