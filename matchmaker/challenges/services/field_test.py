"""验收 in the real setting: one protocol for each team, with its users, a third party, and every indicator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from matchmaker.catalog.models import Attachment
from matchmaker.catalog.services.attach_file import add_attachment
from matchmaker.challenges.models import Bid, BidState, ChallengeState, FieldFinding, FieldTest
from matchmaker.challenges.queries import lock_bid
from matchmaker.challenges.queries.outcomes import REPORT, reports_of
from matchmaker.challenges.services.step import require_decider
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.blobs import StoredBlob
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version

MOST_REPORTS = 10
GIVEN = {
    "place": N_("请填写测试地点。"),
    "final_users": N_("请写明参加测试的最终用户。"),
    "third_party": N_("请填写第三方测评机构。"),
    "course": N_("请写明测试过程和方法。"),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """What came out of one indicator."""

    measured: str
    is_met: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Protocol:
    """What the protocol of a field test says; ``findings`` by the id of the indicator."""

    tested_on: date
    place: str
    final_users: str
    third_party: str
    course: str
    findings: Mapping[int, Measured]


def record_field_test(
    session: Session, bid: Bid, record: Protocol, *, actor: Actor, version: int | None = None
) -> FieldTest:
    """Record the test of one team's work; until its conclusion it may be put right.

    Raises Invalid for what is missing or an indicator without a value,
    Conflict outside the acceptance, StaleVersion.
    """
    bid = _under_test(session, bid, actor)
    indicators = [each.id for each in bid.challenge.indicators]
    if problems := _problems(record, indicators):
        raise Invalid(fields=problems)
    row = session.get(FieldTest, bid.id, populate_existing=True)
    if row is None:
        row = FieldTest(bid_id=bid.id)
        session.add(row)
    else:
        check_version(row, version)
    row.tested_on, row.recorded_by = record.tested_on, actor.user_id
    for name in GIVEN:
        setattr(row, name, getattr(record, name).strip())
    row.updated_at = clock.now()
    row.findings = []
    session.flush()
    row.findings = [_finding(each, record.findings[each]) for each in indicators]
    session.flush()
    met = sum(each.is_met for each in row.findings)
    audit.record(session, actor, "bid.field_tested", "bid", bid.id, met=met, indicators=len(indicators))
    return row


def attach_report(session: Session, bid: Bid, stored: StoredBlob, *, actor: Actor) -> Attachment:
    """Add a stored file to the protocol; Conflict before there is one, Invalid for too many.

    Refused bytes are an orphan, which the sweep removes.
    """
    bid = _under_test(session, bid, actor)
    if session.get(FieldTest, bid.id) is None:
        raise Conflict(N_("请先保存测试记录，再上传报告。"))
    if len(reports_of(session, bid.id)) >= MOST_REPORTS:
        raise Invalid(fields={"file": [N_("最多上传 10 份报告。")]})
    row = add_attachment(
        session,
        stored,
        record_kind=REPORT,
        record_id=bid.id,
        organization_id=bid.organization_id,
        actor=actor,
    )
    audit.record(session, actor, "bid.report_attached", "bid", bid.id, attachment=row.id, sha256=stored.sha256)
    return row


def _under_test(session: Session, bid: Bid, actor: Actor) -> Bid:
    bid = lock_bid(session, bid.id)
    require_decider(bid, actor)
    if bid.state != BidState.UNDERTAKING or bid.challenge.state != ChallengeState.ACCEPTING:
        raise Conflict(N_("验收时、作出结论以前，才能记录现场测试。"))
    return bid


def _finding(indicator_id: int, given: Measured) -> FieldFinding:
    return FieldFinding(
        indicator_id=indicator_id, measured=given.measured.strip(), is_met=given.is_met, note=given.note.strip()
    )


def _problems(record: Protocol, indicators: list[int]) -> dict[str, list[str]]:
    found = {name: [words] for name, words in GIVEN.items() if not getattr(record, name).strip()}
    if record.tested_on > clock.today():
        found["tested_on"] = [N_("测试日期不能在今天以后。")]
    for place, indicator in enumerate(indicators):
        given = record.findings.get(indicator)
        if given is None or not given.measured.strip():
            found[f"findings-{place}-measured"] = [N_("请填写实测值。")]
    return found
