"""Contracts of both books, pricing dossiers, annual reports, and what authorities hold against units.

A sealed dossier is missing: sealing writes a file, and this set has none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.cli.seed.accept_scouting import People, person
from matchmaker.core import clock
from matchmaker.core.authz import Actor, Role
from matchmaker.deals.contracts.models import Contract, ContractKind, Ledger
from matchmaker.deals.models import Deal
from matchmaker.deals.pricing.facts import Facts
from matchmaker.deals.pricing.models import DossierState, PricingDossier
from matchmaker.deals.pricing.services.keep_dossier import abandon, begin_dossier, save_dossier
from matchmaker.deals.pricing.services.post_notice import NoticeTerms, least_days, post_notice
from matchmaker.organizations.infringement.models import InfringementEntry
from matchmaker.organizations.integrity import services as integrity
from matchmaker.organizations.integrity.models import IntegrityEntry, IntegrityState
from matchmaker.organizations.models import Organization
from matchmaker.statistics.reports.blocks import TYPED
from matchmaker.statistics.reports.models import AnnualReport, ReportState
from matchmaker.statistics.reports.services import take_report, write_report

WAN = 1_000_000
DOSSIERS = (DossierState.DRAFT, DossierState.ON_NOTICE, DossierState.ABANDONED)
LONG_AGO = timedelta(days=90)
YEARS_BACK = 3
REASON = "核对"
AUTHORITY = {"authority": "示例市市场监督管理局", "url": "https://example.org/list"}


def contracts(session: Session, buyer: Organization, seller: Organization, mark: str) -> dict[str, int]:
    """Book → id of a contract between the two."""
    rows = {ledger.value: _contract(buyer, seller, mark, ledger) for ledger in Ledger}
    session.add_all(rows.values())
    session.flush()
    return {ledger: row.id for ledger, row in rows.items()}


def _contract(buyer: Organization, seller: Organization, mark: str, ledger: Ledger) -> Contract:
    sides = {
        f"{side}_{name}": value
        for side, unit in (("buyer", buyer), ("seller", seller))
        for name, value in {
            "name": unit.name,
            "credit_code": unit.credit_code,
            "region_code": unit.region_code,
            "organization_id": unit.id,
        }.items()
    }
    return Contract(
        ledger=ledger,
        registration_number=f"ACCEPT{mark}" if ledger is Ledger.REGISTERED else None,
        name=f"核对用技术合同（{ledger.value}）{mark}",
        kind=ContractKind.DEVELOPMENT,
        amount=60 * WAN,
        technology_amount=50 * WAN,
        received=20 * WAN,
        signed_on=clock.today(),
        **sides,
    )


def dossiers(session: Session, *, deal: Callable[[], Deal], actor: Actor) -> dict[str, int]:
    """State → id; ``deal`` makes one that is being negotiated."""
    return {state.value: _dossier(session, deal(), state, actor).id for state in DOSSIERS}


def _dossier(session: Session, deal: Deal, state: DossierState, actor: Actor) -> PricingDossier:
    row = begin_dossier(session, deal, actor=actor)
    facts = Facts(
        title=deal.achievement.title,
        transfer_mode="license_ordinary",
        method="negotiated",
        price=38 * WAN,
        decided_on=clock.today(),
        basis="参照两份同类合同，校长办公会讨论。",
        appraised=False,
        appraisal_reason="普通许可，不转移权属。",
        related=False,
    )
    save_dossier(session, row, facts, actor=actor)
    if state is DossierState.ON_NOTICE:
        terms = NoticeTerms("city", least_days(session, row), show_price=True, contact="科研处，电话 0550-0000000")
        post_notice(session, row, terms, actor=actor)
    elif state is DossierState.ABANDONED:
        abandon(session, row, reason=REASON, actor=actor)
    return row


def reports(session: Session, users: People, units: Sequence[Organization], *, actor: Actor) -> dict[str, int]:
    """State → id of a report of an earlier year, each of another unit; the last years are left to be begun."""
    made = {}
    for state, unit in zip(ReportState, units, strict=True):
        member = person(session, users, Role.UNIVERSITY_OFFICE, unit.id)
        made[state.value] = _report(session, unit, state, member, actor).id
    return made


def _report(session: Session, unit: Organization, state: ReportState, member: Actor, actor: Actor) -> AnnualReport:
    row = write_report.start_report(session, unit, clock.today().year - YEARS_BACK, actor=member)
    if state is not ReportState.DRAFT:
        write_report.fill_in(session, row, {line.code: 1 for line in TYPED}, "", actor=member)
        write_report.submit(session, row, actor=member)
    step = {ReportState.RETURNED: "return", ReportState.ACCEPTED: "accept"}.get(state)
    if step:
        take_report.decide(session, row, step, REASON, actor=actor)
    return row


def held_against(session: Session, unit: Organization, *, actor: Actor) -> dict[str, dict[str, int]]:
    """Object → state → id: entries of the integrity register and of the mirrored list of infringers."""
    entries = {state.value: _entry(session, unit, state, actor).id for state in IntegrityState}
    listed = {"in_force": _infringement(unit, None), "removed": _infringement(unit, clock.today())}
    session.add_all(listed.values())
    session.flush()
    return {"integrity_entry": entries, "infringement_entry": {state: row.id for state, row in listed.items()}}


def _entry(session: Session, unit: Organization, state: IntegrityState, actor: Actor) -> IntegrityEntry:
    with clock.frozen(clock.now() - (timedelta() if state is IntegrityState.NOTIFIED else LONG_AGO)):
        row = integrity.propose_by_bureau(session, unit, f"核对用（{state.value}）", actor=actor)
    if state is IntegrityState.DISMISSED:
        integrity.dismiss(session, row, reason=REASON, actor=actor)
    elif state is not IntegrityState.NOTIFIED:
        integrity.enter(session, row, reason=REASON, actor=actor)
    if state is IntegrityState.REMOVED:
        integrity.remove(session, row, reason=REASON, actor=actor)
    return row


def _infringement(unit: Organization, removed_on: date | None) -> InfringementEntry:
    given: dict[str, Any] = {"removed_on": removed_on, "removal": REASON} if removed_on else {}
    listed_on = clock.today() - (2 if removed_on else 1) * LONG_AGO
    return InfringementEntry(
        region_code=unit.region_code[:4] + "00",
        name=unit.name,
        credit_code=unit.credit_code,
        listed_on=listed_on,
        **AUTHORITY,
        **given,
    )
