"""What a unit's figures are counted from: one Select of rows for each basis, and its sums."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, union_all
from sqlalchemy.orm import Session, joinedload

from matchmaker.catalog.models import Achievement
from matchmaker.core import clock
from matchmaker.deals.contracts.models import Contract, ContractKind, Ledger
from matchmaker.deals.models import Deal
from matchmaker.statistics.reports.blocks import CONTRACT_BASES, DRAFTED, Basis, Measure

EQUITY = "equity"


def rows(unit_id: int, year: int, basis: Basis) -> Select[Any]:
    """The contracts, achievements or deals behind a figure, the latest first."""
    if basis in CONTRACT_BASES:
        query = select(Contract).where(_contracts(unit_id, year, basis))
        return query.order_by(Contract.signed_on.desc(), Contract.id.desc())
    if basis is Basis.ACHIEVEMENTS:
        mine = select(Achievement).where(_achievements(unit_id, year))
        return mine.order_by(Achievement.published_at.desc(), Achievement.id.desc())
    deals = select(Deal).options(joinedload(Deal.need), joinedload(Deal.achievement))
    return deals.where(_deals(unit_id, year, basis)).order_by(Deal.created_at.desc(), Deal.id.desc())


def drafted(session: Session, unit_id: int, year: int) -> dict[str, int]:
    """Code of each counted line → its figure. One statement."""
    sums = union_all(*(_sums(unit_id, year, basis) for basis in Basis))
    found = {(row[0], measure): int(row[n]) for row in session.execute(sums) for n, measure in enumerate(Measure, 1)}
    return {line.code: found[line.basis, line.measure] for line in DRAFTED if line.basis}


def unregistered(session: Session, unit_id: int, year: int) -> int:
    """How many contracts of the unit the platform knows that nobody has registered yet: they are not counted."""
    query = select(func.count()).where(
        or_(Contract.seller_organization_id == unit_id, Contract.buyer_organization_id == unit_id),
        Contract.ledger == Ledger.PLATFORM,
        Contract.registered_as_id.is_(None),
        Contract.signed_on.between(*_days(year)),
    )
    return session.scalar(query) or 0


def _sums(unit_id: int, year: int, basis: Basis) -> Any:
    """(basis, count, amount, received)."""
    name = literal(basis.value)
    if basis in CONTRACT_BASES:
        amounts = (func.coalesce(func.sum(column), 0) for column in (Contract.amount, Contract.received))
        return select(name, func.count(), *amounts).where(_contracts(unit_id, year, basis))
    nothing = (literal(0), literal(0))
    if basis is Basis.ACHIEVEMENTS:
        return select(name, func.count(Achievement.id), *nothing).where(_achievements(unit_id, year))
    return select(name, func.count(Deal.id), *nothing).where(_deals(unit_id, year, basis))


def _days(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _contracts(unit_id: int, year: int, basis: Basis) -> ColumnElement[bool]:
    registered = and_(Contract.ledger == Ledger.REGISTERED, Contract.signed_on.between(*_days(year)))
    if basis is Basis.BOUGHT:
        return and_(registered, Contract.buyer_organization_id == unit_id)
    sold = and_(registered, Contract.seller_organization_id == unit_id)
    if basis is Basis.EQUITY:
        moving = Contract.kind.in_((ContractKind.TRANSFER, ContractKind.LICENSE))
        return and_(sold, moving, Contract.payment_mode == EQUITY)
    kind = and_(sold, Contract.kind == basis.value)
    if basis in {Basis.TRANSFER, Basis.LICENSE}:
        return and_(kind, Contract.payment_mode.is_distinct_from(EQUITY))
    return kind


def _achievements(unit_id: int, year: int) -> ColumnElement[bool]:
    begins, ends = (clock.start_of_day(date(each, 1, 1)) for each in (year, year + 1))
    published = and_(Achievement.published_at >= begins, Achievement.published_at < ends)
    return and_(Achievement.organization_id == unit_id, published)


def _deals(unit_id: int, year: int, basis: Basis) -> ColumnElement[bool]:
    ours = or_(Deal.achievement_organization_id == unit_id, Deal.need_organization_id == unit_id)
    if basis is Basis.SIGNED:
        return and_(ours, Deal.signed_on.between(*_days(year)))
    begins, ends = (clock.start_of_day(date(each, 1, 1)) for each in (year, year + 1))
    return and_(ours, Deal.introduced_at >= begins, Deal.introduced_at < ends)
