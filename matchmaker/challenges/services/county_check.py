"""初筛: the county looks at completeness and credit, and says what it found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from matchmaker.challenges.models import Challenge, ChallengeState, CheckOutcome, CountyCheck, CreditDeclaration
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.services import argue, prepare
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version
from matchmaker.organizations.integrity.models import IntegrityEntry
from matchmaker.organizations.queries import integrity_entries, setting


@dataclass(frozen=True, slots=True)
class Credit:
    """What there is on the issuer's good standing: its own word, and the register since ``since``."""

    declaration: CreditDeclaration | None
    entries: list[IntegrityEntry]
    since: date

    @property
    def is_blank(self) -> bool:
        """Whether nothing speaks against it: declared clean, and nothing in the register."""
        return self.declaration is not None and self.declaration.clean and not self.entries


def credit_of(session: Session, challenge: Challenge) -> Credit:
    """What the county judges by; the years are the region's setting."""
    years = int(setting(session, "challenge.credit_years", challenge.region_code))
    since = clock.years_after(clock.today(), -years)
    return Credit(
        declaration=session.get(CreditDeclaration, challenge.id),
        entries=integrity_entries(session, challenge.organization_id, since=since),
        since=since,
    )


def declare_credit(
    session: Session, challenge: Challenge, *, clean: bool, statement: str = "", actor: Actor
) -> CreditDeclaration:
    """The issuer's own word, while it drafts; Invalid for a blemish without a word on it."""
    PERMISSIONS.require(actor, Permission.PREPARE, challenge)
    if challenge.state != ChallengeState.DRAFT:
        raise Conflict(prepare.SUBMITTED)
    if not clean and not statement.strip():
        raise Invalid(fields={"credit_statement": [N_("请写明失信记录的情况。")]})
    row = session.get(CreditDeclaration, challenge.id) or CreditDeclaration(challenge_id=challenge.id)
    if (row.clean, row.statement) == (clean, statement.strip()):
        return row
    row.clean, row.statement = clean, statement.strip()
    row.declared_by, row.declared_at = actor.user_id, clock.now()
    session.add(row)
    session.flush()
    audit.record(session, actor, "challenge.credit_declared", "challenge", challenge.id, clean=clean)
    return row


def check(
    session: Session,
    challenge: Challenge,
    outcome: CheckOutcome,
    *,
    credit_clean: bool,
    note: str,
    actor: Actor,
    version: int | None = None,
) -> CountyCheck:
    """Record what was found and do what follows: pass, return, or (the city) veto.

    A pass needs clean credit, and words where declaration or register speak
    against it; a return and a veto need words. Raises Invalid, and what the
    step itself raises.
    """
    PERMISSIONS.require(actor, Permission.PRESCREEN, challenge)
    check_version(challenge, version)
    credit = credit_of(session, challenge)
    said = note.strip()
    if outcome is CheckOutcome.PASS and not credit_clean:
        raise Invalid(fields={"credit_clean": [N_("信用不符合要求的不能通过，请退回或否决。")]})
    if not said and (outcome is not CheckOutcome.PASS or not credit.is_blank):
        raise Invalid(fields={"note": [_missing_note(outcome)]})
    row = CountyCheck(
        challenge_id=challenge.id,
        outcome=outcome,
        credit_clean=credit_clean,
        entries=len(credit.entries),
        note=said,
        checked_by=actor.user_id,
    )
    session.add(row)
    session.flush()
    audit.record(session, actor, "challenge.checked", "challenge", challenge.id, outcome=outcome, note=said)
    _follow(session, challenge, outcome, said, actor)
    return row


def _missing_note(outcome: CheckOutcome) -> str:
    if outcome is CheckOutcome.PASS:
        return N_("发榜单位没有声明信用良好，或有诚信记录，请写明为什么可以通过。")
    return N_("请写明理由，发榜单位会看到。")


def _follow(session: Session, challenge: Challenge, outcome: CheckOutcome, said: str, actor: Actor) -> None:
    match outcome:
        case CheckOutcome.PASS:
            prepare.prescreen(session, challenge, actor=actor)
        case CheckOutcome.RETURN:
            prepare.return_challenge(session, challenge, reason=said, actor=actor)
        case CheckOutcome.VETO:
            argue.veto(session, challenge, reason=said, actor=actor)
