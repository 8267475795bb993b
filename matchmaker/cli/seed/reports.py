"""Registered contracts of the demo city, and annual reports drafted from them: one handed in, one begun."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from matchmaker.cli.seed import source
from matchmaker.cli.seed.people import City
from matchmaker.cli.seed.source import Row
from matchmaker.core import clock
from matchmaker.core.money import from_wan
from matchmaker.deals.contracts.models import Contract, Ledger
from matchmaker.organizations.models import Organization
from matchmaker.statistics.reports.services import write_report

HANDED_IN, BEGUN = "huaipu_glass", "tushan_light"
TYPED = {
    "reward_people": 9,
    "reward_cash": from_wan("61.5"),
    "reward_equity": 0,
    "part_time": 4,
    "on_leave": 1,
    "companies": 1,
    "agencies": 1,
    "agency_staff": 5,
    "brokers": 3,
    "funded_projects": 6,
    "funded_transferred": 2,
    "funded_amount": from_wan("480"),
}
NOTE = "转移机构为院内成果转化办公室；财政资助项目均为市级科技计划项目。"


def enter_contracts(session: Session, city: City) -> None:
    """What the register knows of the units that report."""
    for row in source.rows("report_contracts"):
        session.add(_contract(session, city, row))
    session.flush()


def tell_reports(session: Session, city: City) -> None:
    """Last year's reports of two units, from contracts entered before."""
    year = clock.today().year - 1
    for key in (HANDED_IN, BEGUN):
        unit, member = session.get_one(Organization, city.organizations[key]), city.member(session, key)
        report = write_report.start_report(session, unit, year, actor=member)
        if key == HANDED_IN:
            reason = "其中一笔 4.75 万元已于年底到账，登记处尚未更新"
            value = (report.drafted("service_received") or 0) + from_wan("4.75")
            write_report.correct(session, report, "service_received", value, reason, actor=member)
            write_report.fill_in(session, report, TYPED, NOTE, actor=member)
            write_report.submit(session, report, actor=member)


def _contract(session: Session, city: City, row: Row) -> Contract:
    seller, buyer = (session.get_one(Organization, city.organizations[row[side]]) for side in ("seller", "buyer"))
    signed = date(clock.today().year - row["years_back"], row["month"], row["day"])
    signed = min(signed, clock.today())  # early in the year the demo is no prophet
    return Contract(
        ledger=Ledger.REGISTERED,
        registration_number=f"{signed.year}{row['number']}",
        name=row["name"],
        kind=row["kind"],
        payment_mode=row["payment_mode"],
        buyer_name=buyer.name,
        buyer_credit_code=buyer.credit_code,
        buyer_region_code=buyer.region_code,
        buyer_organization_id=buyer.id,
        seller_name=seller.name,
        seller_credit_code=seller.credit_code,
        seller_region_code=seller.region_code,
        seller_organization_id=seller.id,
        amount=from_wan(row["amount_wan"]),
        technology_amount=from_wan(row["amount_wan"]),
        received=from_wan(row["received_wan"]),
        signed_on=signed,
        registered_on=signed,
    )
