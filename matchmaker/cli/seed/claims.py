"""What the demo city's units claimed: policies in use, two of them confirmed, claims at every stage."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import openpyxl
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.cli.seed.people import SEEDER, City, officer_of
from matchmaker.cli.seed.source import Row
from matchmaker.core import blobs, clock
from matchmaker.core.authz import Actor
from matchmaker.core.money import from_wan
from matchmaker.deals.contracts.models import Contract
from matchmaker.deals.subsidies.models import Claim, RuleVersion, SubsidyRule
from matchmaker.deals.subsidies.queries import active_version
from matchmaker.deals.subsidies.services import claiming, papers
from matchmaker.deals.subsidies.services.claiming import Entry
from matchmaker.deals.subsidies.services.deciding import Decision, decide
from matchmaker.deals.subsidies.services.load_rules import load_rules, shipped
from matchmaker.deals.subsidies.services.revise_rule import confirm
from matchmaker.organizations.models import Organization

CITY = "340300"
CONFIRMED = ("purchase", "instruments")
BASIS = "演示：示范市科学技术局确认"
STEP = timedelta(days=3)


def put_policies_into_use(session: Session) -> None:
    """Load the shipped rules; in the demo city two undated ones are confirmed, so that they can be claimed."""
    load_rules(session, shipped(), actor=SEEDER, put_into_use=True)
    for code in CONFIRMED:
        version = _version(session, code)
        confirm(session, version, BASIS, actor=SEEDER)


def _rule(session: Session, code: str) -> SubsidyRule:
    return session.scalars(select(SubsidyRule).where(SubsidyRule.region_code == CITY, SubsidyRule.code == code)).one()


def _version(session: Session, code: str) -> RuleVersion:
    found = active_version(session, _rule(session, code).id)
    if found is None:
        raise LookupError(code)
    return found


def paper(folder: Path) -> blobs.StoredBlob:
    """A small workbook that stands for any evidence."""
    book, stream = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    if sheet is not None:
        sheet.append(["演示材料", "不是真实凭证"])
    book.save(stream)
    stream.seek(0)
    return blobs.store(folder, stream, "付款凭证（演示）.xlsx")


def tell_claim(session: Session, city: City, row: Row, evidence: blobs.StoredBlob) -> None:
    """One claim, carried through its steps three days apart; on a purchase about the unit's own contract."""
    unit = session.get_one(Organization, city.organizations[row["organization"]])
    member, began = city.member(session, row["organization"]), clock.now() - timedelta(days=row["days_ago"])
    contract_id = _contract_id(session, unit) if row["rule"] == "purchase" else None
    with clock.frozen(began):
        rule, entry = _rule(session, row["rule"]), Entry(row["item"], _facts(row), row["note"])
        claim = claiming.start_claim(session, rule, unit, entry, actor=member, contract_id=contract_id)
        papers.attach(session, claim, evidence, actor=member)
    for number, step in enumerate(row["steps"], 1):
        with clock.frozen(began + number * STEP):
            _do(session, claim, step, row, member)


def _do(session: Session, claim: Claim, step: str, row: Row, member: Actor) -> None:
    if step == "submit":
        claiming.submit(session, claim, actor=member)
        return
    amount = {"grant": claim.reckoned, "pay": claim.decided_amount}.get(step)
    decision = Decision(step, row["reason"], amount, clock.today())
    decide(session, claim, decision, actor=officer_of(session, claim.region_code))


def _contract_id(session: Session, unit: Organization) -> int | None:
    query = select(Contract.id).where(Contract.buyer_organization_id == unit.id)
    return session.scalars(query.order_by(Contract.id).limit(1)).first()


def _facts(row: Row) -> Row:
    """Amounts are told in 万元, as people do."""
    return {
        name.removesuffix("_wan"): from_wan(str(value)) if name.endswith("_wan") else value
        for name, value in row["facts"].items()
    }
