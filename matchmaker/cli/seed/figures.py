"""The demo city's ledger of three years, what it is judged by, and last year as it was reported."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import cycle

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.cli.seed.people import SEEDER
from matchmaker.cli.seed.source import Row, rows
from matchmaker.core import clock
from matchmaker.core.money import from_wan
from matchmaker.deals.contracts.models import Contract, Instalment, Ledger, Way
from matchmaker.deals.contracts.services.reconcile import tie
from matchmaker.deals.models import Deal
from matchmaker.organizations.models import Organization, OrganizationKind, Region, RegionKind
from matchmaker.organizations.queries import in_region
from matchmaker.statistics.metrics import Metric, Window
from matchmaker.statistics.models import Force, Kpi
from matchmaker.statistics.services.close_year import close_year
from matchmaker.statistics.services.targets import define, set_targets

CITY, CITY_WIDE = "340300", ("340300",)
PLANNED = 60
PLATFORM_EVERY, OUTWARD_EVERY = 8, 5
REGISTERED_WITHIN = timedelta(days=20)
REGISTERED_AS = ((5, 6, False), (0, 0, True), (4, 0, True), (0, 9, False))
"""Of registered counterparts: per cent above the platform's amount, days after its signature, whether joined."""
PARTY = ("name", "credit_code", "region_code", "organization_id")
SAME = (
    *("name", "kind", "field_code", "technology_amount", "received", "pricing_method", "payment_mode"),
    *(f"{side}_{column}" for side in ("buyer", "seller") for column in PARTY),
)
KIND_OF_MODE = {"joint_development": "development", "technical_service": "service"}
TARGET, COUNTY_TARGET = 3600, 420  # 万元
JUDGED_COUNTIES = 5
NOTE = "演示：按登记系统 1 月 10 日的台账上报。"


def tell_figures(session: Session) -> None:
    """Contracts of both books over three years, an indicator with targets, and a closed year with one correction."""
    today = clock.today()
    _register_signed_deals(session)
    contracts = list(_contracts(session, today))
    late = next(
        each for each in contracts if each.ledger == Ledger.REGISTERED and each.signed_on.year == today.year - 1
    )
    session.add_all(each for each in contracts if each is not late)
    session.flush()
    _register_elsewhere(session)
    session.add_all(part for each in contracts for part in _instalments(each, today))
    _set_targets(session, today)
    with clock.frozen(min(clock.now(), datetime(today.year, 1, 12, 9, tzinfo=clock.CHINA))):
        close_year(session, CITY, today.year - 1, note=NOTE, actor=SEEDER)
    session.add(late)  # registered after the figures were reported: the board shows the difference
    session.flush()


def _instalments(contract: Contract, today: date) -> list[Instalment]:
    """Of a contract of this year of which three tenths were paid: these, and two that wait."""
    amount = contract.amount or 0
    first, second = amount * 3 // 10, amount * 4 // 10
    signed = contract.signed_on
    if signed.year < today.year or not first or contract.received != first:
        return []
    paid = min(signed + timedelta(days=8), today)
    return [
        Instalment(contract_id=contract.id, **line)
        for line in (
            {"due_on": signed + timedelta(days=10), "amount": first, "paid_on": paid, "paid_amount": first},
            {"condition": "中试验收通过", "due_on": signed + timedelta(days=120), "amount": second},
            {"condition": "双方验收合格", "amount": amount - first - second},
        )
    ]


def _register_signed_deals(session: Session) -> None:
    """Of the contracts that came from deals, the elder ones have been registered since."""
    signed = select(Contract, Deal.transfer_mode).join(Deal, Deal.id == Contract.deal_id)
    found = session.execute(signed.where(Contract.amount.is_not(None)).order_by(Contract.signed_on)).all()
    for number, (row, mode) in enumerate(found[:-1], start=9000):
        row.ledger, row.registration_number = Ledger.REGISTERED, _number(row.signed_on, number)
        row.kind = KIND_OF_MODE.get(mode or "", "license")
        row.registered_on = min(row.signed_on + REGISTERED_WITHIN, clock.today())


def _register_elsewhere(session: Session) -> None:
    """Of the platform's other contracts some have been registered: two are joined to it, two wait to be."""
    query = select(Contract).where(Contract.ledger == Ledger.PLATFORM, Contract.deal_id.is_(None))
    waiting = session.scalars(query.order_by(Contract.signed_on.desc(), Contract.id)).all()
    for number, (own, (more, later, is_joined)) in enumerate(zip(waiting, REGISTERED_AS, strict=False), start=8000):
        signed = min(own.signed_on + timedelta(days=later), clock.today())
        same = {name: getattr(own, name) for name in SAME}
        amount = None if own.amount is None else own.amount * (100 + more) // 100
        row = Contract(**same, ledger=Ledger.REGISTERED, amount=amount, signed_on=signed)
        row.registration_number, row.registered_on = _number(signed, number), signed
        session.add(row)
        session.flush()
        if is_joined:
            tie(session, own, row, Way.SUGGESTION, actor=SEEDER)


def _contracts(session: Session, today: date) -> Iterator[Contract]:
    dice = random.Random(2026)  # noqa: S311 - the same invented ledger every time, no secret
    begins, told = date(today.year - 2, 1, 4), cycle(rows("contracts"))
    buyers, abroad = _buyers(session), cycle(_units(session, OrganizationKind.ENTERPRISE, within=False))
    science = (OrganizationKind.UNIVERSITY, OrganizationKind.INSTITUTE)
    sellers = [*_units(session, *science, within=True), *_units(session, *science, within=False)]
    for number in range(PLANNED):
        text = next(told)
        signed = begins + (today - begins) * number // PLANNED
        outward = number % OUTWARD_EVERY == 0
        buyer = next(abroad) if outward else next(buyers)
        seller = sellers[0 if outward else dice.randrange(len(sellers))]
        row = _contract(text, buyer, seller, signed, from_wan(str(dice.randrange(80, 2800) / 10 + number)))
        row.received = row.amount * dice.choice((0, 3, 5, 10)) // 10 if row.amount else 0
        if number % PLATFORM_EVERY != 1:
            row.ledger, row.registration_number = Ledger.REGISTERED, _number(signed, number)
            row.registered_on = min(signed + REGISTERED_WITHIN, today)
        yield row


def _contract(text: Row, buyer: Row, seller: Row, signed: date, amount: int) -> Contract:
    return Contract(
        ledger=Ledger.PLATFORM,
        name=text["name"],
        kind=text["kind"],
        field_code=text["field"],
        **{f"buyer_{name}": value for name, value in buyer.items()},
        **{f"seller_{name}": value for name, value in seller.items()},
        amount=amount,
        technology_amount=amount * 9 // 10,
        signed_on=signed,
        pricing_method="negotiated",
        payment_mode="instalments",
    )


def _buyers(session: Session) -> Iterator[Row]:
    """Firms of the city, county by county; where none is on the platform, one that is not."""
    places = session.scalars(
        select(Region)
        .where(in_region(Region.code, CITY_WIDE), Region.kind.in_((RegionKind.COUNTY, RegionKind.ZONE)))
        .order_by(Region.code)
    )
    firms = _units(session, OrganizationKind.ENTERPRISE, within=True)
    mine = {
        place.code: [each for each in firms if each["region_code"] == place.code]
        or [{"name": f"{place.name}示例智造有限公司", "region_code": place.code}]
        for place in places
    }
    for turn in range(PLANNED):
        yield from (here[turn % len(here)] for here in mine.values())


def _units(session: Session, *kinds: OrganizationKind, within: bool) -> list[Row]:
    here = in_region(Organization.region_code, CITY_WIDE)
    query = select(Organization).where(Organization.kind.in_(kinds), here if within else ~here)
    return [
        {
            "name": each.name,
            "credit_code": each.credit_code,
            "region_code": each.region_code,
            "organization_id": each.id,
        }
        for each in session.scalars(query.order_by(Organization.id))
    ]


def _number(signed: date, number: int) -> str:
    return f"{signed.year}340300{number:04d}"


def _set_targets(session: Session, today: date) -> None:
    kpi: Kpi = define(
        session,
        actor=SEEDER,
        region_code=CITY,
        title="吸纳技术合同成交额（年度考核）",
        metric=Metric.ABSORBED_AMOUNT,
        span=Window.YEAR,
        source="演示：示范市年度考核办法第 3 条",
        force=Force.IN_FORCE,
        valid_from=date(today.year, 1, 1),
        valid_to=date(today.year, 12, 31),
    )
    counties = session.scalars(
        select(Region.name)
        .where(in_region(Region.code, CITY_WIDE), Region.kind == RegionKind.COUNTY)
        .order_by(Region.code)
        .limit(JUDGED_COUNTIES)
    )
    goals = {"": TARGET} | {name: COUNTY_TARGET - 40 * place for place, name in enumerate(counties)}
    set_targets(session, kpi, today.year, {name: from_wan(str(wan)) for name, wan in goals.items()}, actor=SEEDER)
