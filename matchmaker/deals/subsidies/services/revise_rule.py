"""A rule's versions: drafted, tried on their vectors, put into use, confirmed, taken out of use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version
from matchmaker.deals.subsidies import vectors
from matchmaker.deals.subsidies.models import RuleVersion, SubsidyRule, VersionState
from matchmaker.deals.subsidies.policies import PERMISSIONS, Permission
from matchmaker.deals.subsidies.queries import active_version, newest_number
from matchmaker.deals.subsidies.rule import parse
from matchmaker.deals.subsidies.vectors import Trial
from matchmaker.deals.subsidies.workflow import RULE_VERSION

COPIED = ("title", "card", "source", "clause", "valid_from", "valid_to", "definition", "vectors")
ONLY_DRAFTS = N_("只有草稿可以修改。启用过的版本不再改动，请建新版本。")


def add_version(session: Session, rule: SubsidyRule, values: Mapping[str, Any], *, actor: Actor) -> RuleVersion:
    """A new draft of ``rule`` with ``values`` (COPIED). Raises Invalid for a malformed definition or vector."""
    PERMISSIONS.require(actor, Permission.KEEP, rule)
    row = RuleVersion(
        rule=rule,
        number=newest_number(session, rule.id) + 1,
        fingerprint=_checked(values["definition"], values["vectors"]),
        entered_by=actor.user_id,
        **values,
    )
    return RULE_VERSION.begin(session, row, actor=actor, rule=rule.code, number=row.number)


def copy_version(session: Session, version: RuleVersion, *, actor: Actor) -> RuleVersion:
    """A draft that begins where ``version`` stands; the old one and its claims stay as they are.

    The office's confirmation is not copied: it was about the old text.
    """
    return add_version(session, version.rule, {name: getattr(version, name) for name in COPIED}, actor=actor)


def save_version(
    session: Session, row: RuleVersion, values: Mapping[str, Any], *, actor: Actor, version: int | None = None
) -> None:
    """Change a draft. Raises Conflict for a version that was in use, Invalid for what is malformed."""
    PERMISSIONS.require(actor, Permission.KEEP, row)
    check_version(row, version)
    if row.state != VersionState.DRAFT:
        raise Conflict(ONLY_DRAFTS)
    starts, ends = values["valid_from"], values["valid_to"]
    if starts is not None and ends is not None and ends < starts:
        raise Invalid(fields={"valid_to": [N_("结束日期不能早于开始日期。")]})
    for name in COPIED:
        setattr(row, name, values[name])
    row.fingerprint = _checked(row.definition, row.vectors)
    session.flush()
    audit.record(session, actor, "subsidy_version.changed", "subsidy_version", row.id, fingerprint=row.fingerprint)


def _checked(definition: Mapping[str, Any], rows: Any) -> str:
    vectors.parse(rows, parse(definition))
    return vectors.fingerprint(definition, rows)


def trials(row: RuleVersion) -> list[Trial]:
    """What the version makes of each of its vectors; changes nothing."""
    rule = parse(row.definition)
    return vectors.run(rule, vectors.parse(row.vectors, rule))


def try_vectors(session: Session, row: RuleVersion, *, actor: Actor) -> list[Trial]:
    """Run the vectors and note for which content they passed; all must, and there must be one."""
    PERMISSIONS.require(actor, Permission.KEEP, row)
    if row.state != VersionState.DRAFT:
        raise Conflict(ONLY_DRAFTS)
    found = trials(row)
    row.fingerprint = vectors.fingerprint(row.definition, row.vectors)
    passed = bool(found) and all(trial.passes for trial in found)
    row.passed_fingerprint = row.fingerprint if passed else None
    session.flush()
    count = sum(not trial.passes for trial in found)
    audit.record(session, actor, "subsidy_version.tried", "subsidy_version", row.id, count=len(found), failed=count)
    return found


def activate(session: Session, row: RuleVersion, *, actor: Actor, version: int | None = None) -> None:
    """Put a draft into use in place of the version before it.

    Raises Invalid unless all its vectors pass, now and for exactly this content.
    """
    PERMISSIONS.require(actor, Permission.KEEP, row)
    wrong = [trial for trial in trials(row) if not trial.passes]
    current = vectors.fingerprint(row.definition, row.vectors)
    if wrong or row.passed_fingerprint != current or row.fingerprint != current:
        raise Invalid(N_("样例没有全部通过，不能启用。请先改好规则或样例，再运行一次样例。"))
    before = active_version(session, row.rule_id)
    if before is not None:
        RULE_VERSION.apply(session, before, "supersede", actor=actor)
    RULE_VERSION.apply(session, row, "activate", actor=actor, version=version, values={"activated_at": clock.now()})


def retire(session: Session, row: RuleVersion, reason: str, *, actor: Actor, version: int | None = None) -> None:
    """Take a version out of use; nobody can claim on it any more, claims handed in go on."""
    RULE_VERSION.apply(session, row, "retire", actor=actor, reason=reason, version=version)


def confirm(session: Session, row: RuleVersion, basis: str, *, actor: Actor, version: int | None = None) -> None:
    """State that a text without dates is in force, and on what ground. Raises Invalid without a ground."""
    PERMISSIONS.require(actor, Permission.KEEP, row)
    check_version(row, version)
    if not basis.strip():
        raise Invalid(fields={"basis": [N_("请写明依据，例如文件名、文号或会议纪要。")]})
    if row.valid_from is not None or row.valid_to is not None:
        raise Conflict(N_("这条规则写了有效期，不需要另行确认。"))
    row.confirmed_on, row.confirmed_by, row.confirmed_basis = clock.today(), actor.user_id, basis.strip()
    session.flush()
    audit.record(session, actor, "subsidy_version.confirmed", "subsidy_version", row.id, reason=row.confirmed_basis)
