"""Notice, answer and decision; see the package's docstring."""

from __future__ import annotations

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor, Role
from matchmaker.core.calendar import add_working_days
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.regions import city_of
from matchmaker.organizations.integrity.models import BUREAU, IntegrityEntry
from matchmaker.organizations.integrity.policies import PERMISSIONS, Permission
from matchmaker.organizations.integrity.workflow import INTEGRITY
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries import members, officers_for, setting

PAGE = "/integrity/{id}"
LONGEST_REASON = 1000
LONGEST_STATEMENT = 4000
TITLES = {
    "enter": N_("诚信记录：决定列入"),
    "dismiss": N_("诚信记录：决定不予列入"),
    "remove": N_("诚信记录：已移出"),
}


def propose_entry(
    session: Session, organization_id: int, reason: str, origin_kind: str, origin_id: int | None, actor: Actor
) -> IntegrityEntry:
    """Give notice of an entry; the organisation may answer until ``answer_until``, then the bureau decides.

    For services whose own step causes it (they have judged who may). The city
    that decides is the acting officer's, else the organisation's. Raises
    Invalid without a reason, Conflict when the same record led to a notice
    before.
    """
    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        raise Invalid(fields={"reason": [N_("请写明事由，最多 1000 字。")]})
    organization = session.get_one(Organization, organization_id)
    same = (
        IntegrityEntry.organization_id == organization_id,
        IntegrityEntry.origin_kind == origin_kind,
        IntegrityEntry.origin_id == origin_id,
    )
    if origin_id is not None and session.scalar(select(exists().where(*same))):
        raise Conflict(N_("这件事已经告知过该单位。"))
    region = _deciding_city(organization, actor)
    days = int(setting(session, "integrity.answer_days", region))
    entry = IntegrityEntry(
        organization_id=organization_id,
        region_code=region,
        reason=reason.strip(),
        origin_kind=origin_kind,
        origin_id=origin_id,
        proposed_by=actor.user_id,
        answer_until=add_working_days(clock.now(), days),
    )
    INTEGRITY.begin(session, entry, actor=actor, organization=organization_id, reason=entry.reason)
    body = N_("拟将以下事项列入诚信记录：{reason} 请在 {day}（含当日）前查看并陈述、申辩；期满后由市科技局决定。")
    said = body.format(reason=entry.reason, day=clock.day_text(entry.last_day))
    _tell(session, entry, "notify", N_("诚信记录告知书"), said)
    return entry


def propose_by_bureau(session: Session, organization: Organization, reason: str, *, actor: Actor) -> IntegrityEntry:
    """An officer notes something by themselves; see ``propose_entry``."""
    PERMISSIONS.require(actor, Permission.PROPOSE, organization)
    return propose_entry(session, organization.id, reason, BUREAU, None, actor)


def answer(session: Session, entry: IntegrityEntry, statement: str, *, actor: Actor) -> None:
    """申辩: the organisation's own words, which it may change until the time to answer ends.

    Raises Invalid for nothing or too much, Conflict after the time.
    """
    PERMISSIONS.require(actor, Permission.ANSWER, entry)
    if not 0 < len(statement.strip()) <= LONGEST_STATEMENT:
        raise Invalid(fields={"statement": [N_("请写明陈述、申辩的内容，最多 4000 字。")]})
    if not entry.may_be_answered:
        raise Conflict(N_("申辩期已满，或这件事已有决定。"))
    entry.statement, entry.stated_at, entry.stated_by = statement.strip(), clock.now(), actor.user_id
    session.flush()
    audit.record(session, actor, "integrity.answered", "integrity", entry.id)
    title = N_("诚信记录：{name}提交了申辩").format(name=entry.organization.name)
    message = Message("integrity.answered", title, href=PAGE.format(id=entry.id))
    officers = officers_for(session, entry.region_code)
    notify(session, officers, message, dedup_key=f"integrity:{entry.id}:answered:{entry.version}")


def enter(session: Session, entry: IntegrityEntry, *, reason: str, actor: Actor, version: int | None = None) -> None:
    """Enter it in the register, with the bureau's reasons; Conflict before the time to answer is over."""
    PERMISSIONS.require(actor, Permission.DECIDE, entry)
    if not entry.may_be_entered:
        raise Conflict(N_("申辩期未满，或这件事已有决定。"))
    years = int(setting(session, "integrity.keep_years", entry.region_code))
    _decide(session, entry, "enter", reason, actor, version, expires_on=clock.years_after(clock.today(), years))


def dismiss(session: Session, entry: IntegrityEntry, *, reason: str, actor: Actor, version: int | None = None) -> None:
    """Decide that nothing is entered; possible at any time."""
    _decide(session, entry, "dismiss", reason, actor, version)


def remove(session: Session, entry: IntegrityEntry, *, reason: str, actor: Actor, version: int | None = None) -> None:
    """Take an entry out before it expires, with the reason (an appeal upheld, things put right)."""
    values = {"removal": reason.strip()}
    INTEGRITY.apply(session, entry, "remove", actor=actor, reason=reason, version=version, values=values)
    _tell(session, entry, "remove", TITLES["remove"], reason.strip())


def _decide(
    session: Session,
    entry: IntegrityEntry,
    action: str,
    reason: str,
    actor: Actor,
    version: int | None,
    **more: object,
) -> None:
    values = {"decision": reason.strip(), "decided_at": clock.now(), "decided_by": actor.user_id, **more}
    INTEGRITY.apply(session, entry, action, actor=actor, reason=reason, version=version, values=values)
    _tell(session, entry, action, TITLES[action], reason.strip())


def _deciding_city(organization: Organization, actor: Actor) -> str:
    home = city_of(organization.region_code)
    if not actor.has(Role.OFFICER) or actor.covers(organization.region_code):
        return home
    return city_of(min(actor.region_codes))


def _tell(session: Session, entry: IntegrityEntry, step: str, title: str, body: str) -> None:
    message = Message(f"integrity.{step}", title, body, PAGE.format(id=entry.id))
    people = members(session, entry.organization_id)
    notify(session, people, message, dedup_key=f"integrity:{entry.id}:{step}:{entry.version}")
