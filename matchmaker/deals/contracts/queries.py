"""Reading the ledger of contracts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from matchmaker.core.authz import Actor
from matchmaker.deals.contracts.flags import Flag, conditions
from matchmaker.deals.contracts.models import Contract, Instalment, Ledger
from matchmaker.organizations.queries import in_region

BUYING, SELLING = "buying", "selling"
MOST_KIN = 20


@dataclass(frozen=True, slots=True)
class ContractFilter:
    """What the ledger is narrowed down to; empty means all.

    ``flow``: BUYING for what the regions take in (吸纳), SELLING for what they
    give (输出). ``flag``: one of Flag, or "any".
    """

    text: str = ""
    ledger: str = ""
    kind: str = ""
    year: int | None = None
    flow: str = ""
    region: str = ""
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """Number of contracts and their sums in 分."""

    count: int
    amount: int
    technology_amount: int
    received: int


def ledger(actor: Actor, wanted: ContractFilter) -> Select[Contract]:
    """The contracts of the actor's regions, the newest first.

    Of a joined pair the registered row alone: the platform's would be the same contract twice.
    """
    query = select(Contract).where(lies_within(actor, wanted), Contract.registered_as_id.is_(None))
    for column, value in ((Contract.ledger, wanted.ledger), (Contract.kind, wanted.kind)):
        if value:
            query = query.where(column == value)
    if wanted.year:
        query = query.where(signed_in(wanted.year))
    if wanted.text:
        query = query.where(_says(wanted.text))
    if wanted.flag:
        signs = conditions()
        query = query.where(or_(*signs.values()) if wanted.flag == "any" else signs[Flag(wanted.flag)])
    return query.order_by(Contract.signed_on.desc(), Contract.id.desc())


def reported(actor: Actor, wanted: ContractFilter) -> Select[Contract]:
    """Of ``ledger`` only what the registration office has registered: nothing else is reported upward."""
    return ledger(actor, wanted).where(Contract.ledger == Ledger.REGISTERED)


def lies_within(actor: Actor, wanted: ContractFilter) -> ColumnElement[bool]:
    """The condition that a contract is the actor's to see, and lies in the region asked for."""
    roots = [wanted.region] if wanted.region else sorted(actor.region_codes)
    return and_(_flows(actor.region_codes, ""), _flows(roots, wanted.flow))


def signed_in(year: int) -> ColumnElement[bool]:
    """The condition that a contract was signed in ``year``."""
    return Contract.signed_on.between(date(year, 1, 1), date(year, 12, 31))


def _flows(roots: Any, flow: str) -> ColumnElement[bool]:
    buying, selling = in_region(Contract.buyer_region_code, roots), in_region(Contract.seller_region_code, roots)
    one: dict[str, ColumnElement[bool]] = {BUYING: buying, SELLING: selling}
    return one.get(flow, or_(buying, selling))


def _says(text: str) -> ColumnElement[bool]:
    columns = (Contract.name, Contract.buyer_name, Contract.seller_name)
    return or_(Contract.registration_number == text, *(each.contains(text, autoescape=True) for each in columns))


def with_flags(query: Select[Any]) -> Select[Any]:
    """``query`` with a column for each Flag, named after it."""
    return query.add_columns(*(condition.label(flag.value) for flag, condition in conditions().items()))


def totals(session: Session, query: Select[Any]) -> dict[str, Totals]:
    """Ledger → the sums of what ``query`` finds. One statement."""
    found = query.order_by(None).subquery()
    columns = (found.c.amount, found.c.technology_amount, found.c.received)
    sums = (func.coalesce(func.sum(column), 0) for column in columns)
    rows = session.execute(select(found.c.ledger, func.count(), *sums).group_by(found.c.ledger))
    return {row[0]: Totals(row[1], *(int(value) for value in row[2:])) for row in rows}


def flags_of(session: Session, contract_id: int) -> list[Flag]:
    """The signs a contract bears. One statement."""
    row = session.execute(with_flags(select(Contract.id).where(Contract.id == contract_id))).one()
    return [flag for flag in Flag if getattr(row, flag.value)]


def kin(session: Session, row: Contract) -> Sequence[Contract]:
    """Other contracts of the same pair, the newest first."""
    own = {row.id, row.registered_as_id}
    same = and_(
        Contract.buyer_name == row.buyer_name,
        Contract.seller_name == row.seller_name,
        Contract.id.not_in(own - {None}),
        Contract.registered_as_id.is_(None),
    )
    return session.scalars(select(Contract).where(same).order_by(Contract.signed_on.desc()).limit(MOST_KIN)).all()


def standing(session: Session, row: Contract) -> Contract:
    """The row by which a contract counts: what it is registered as, else itself. One statement at most."""
    return session.get_one(Contract, row.registered_as_id) if row.registered_as_id else row


def contract_of_deal(session: Session, deal_id: int) -> Contract | None:
    """The contract that came from a deal."""
    return session.scalars(select(Contract).where(Contract.deal_id == deal_id)).one_or_none()


def contract_of_origin(session: Session, kind: str, origin_id: int, seller_id: int) -> Contract | None:
    """The contract with one seller that came from a record of another feature."""
    query = select(Contract).where(Contract.origin_kind == kind, Contract.origin_id == origin_id)
    return session.scalars(query.where(Contract.seller_organization_id == seller_id)).one_or_none()


def contracts_of_origin(session: Session, kind: str, origin_id: int) -> Sequence[Contract]:
    """All contracts that came from a record of another feature."""
    query = select(Contract).where(Contract.origin_kind == kind, Contract.origin_id == origin_id)
    return session.scalars(query.order_by(Contract.id)).all()


def instalments_of(session: Session, contract_id: int) -> Sequence[Instalment]:
    """A contract's instalments by their day; those that wait for a condition alone come last."""
    query = select(Instalment).where(Instalment.contract_id == contract_id)
    return session.scalars(query.order_by(Instalment.due_on.is_(None), Instalment.due_on, Instalment.id)).all()
