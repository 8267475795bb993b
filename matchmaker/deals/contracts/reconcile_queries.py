"""Reading for 对账: what stands alone in either ledger, what was joined, and what may belong together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from matchmaker.accounts.models import User
from matchmaker.core.authz import Actor
from matchmaker.core.i18n import N_
from matchmaker.deals.contracts.comparing import NEAR_DAYS, SIDES, Comparison, likely
from matchmaker.deals.contracts.models import Contract, ContractVerdict, Ledger, Verdict
from matchmaker.deals.contracts.queries import ContractFilter, ledger, lies_within, signed_in

MOST_CANDIDATES = 500
MOST_SUGGESTED = 3
MOST_FOUND = 10
Suggested = list[tuple[Contract, Comparison]]
REGISTERED = aliased(Contract, name="registered")
"""The registered row beside ``Contract``, the platform's, in what ``rows`` selects of joined pairs."""
_IDENTITIES = ("organization_id", "credit_code", "name")


class Part(StrEnum):
    """A list of the page; see PART_LABELS."""

    PLATFORM = "platform"
    REGISTERED = "registered"
    DIFFERING = "differing"
    JOINED = "joined"


PART_LABELS: dict[Part, str] = {
    Part.PLATFORM: N_("平台有、登记没有"),
    Part.REGISTERED: N_("登记有、平台没有"),
    Part.DIFFERING: N_("对上但有出入"),
    Part.JOINED: N_("全部已对上"),
}
PAIRS = frozenset({Part.DIFFERING, Part.JOINED})


def rows(actor: Actor, part: Part, *, year: int | None = None, region: str = "") -> Select[Any]:
    """The contracts of a part, the newest first; of PAIRS the platform's row and REGISTERED."""
    if part in PAIRS:
        query: Any = select(Contract, REGISTERED).join(REGISTERED, REGISTERED.id == Contract.registered_as_id)
        query = query.where(lies_within(actor, ContractFilter(region=region)))
        if year:
            query = query.where(signed_in(year))
        if part is Part.DIFFERING:
            query = query.where(differ(Contract, REGISTERED))
        ordered: Select[Any] = query.order_by(Contract.signed_on.desc(), Contract.id.desc())
        return ordered
    alone = ledger(actor, ContractFilter(ledger=part.value, year=year, region=region))
    return alone.where(_stands_alone()) if part is Part.REGISTERED else alone


def counts(session: Session, actor: Actor, *, year: int | None = None, region: str = "") -> dict[Part, int]:
    """How many rows each part has. One statement."""
    found = [rows(actor, part, year=year, region=region).order_by(None) for part in Part]
    numbers = (query.with_only_columns(func.count(Contract.id)).scalar_subquery() for query in found)
    return dict(zip(Part, session.execute(select(*numbers)).one(), strict=True))


def differ(one: Any, other: Any) -> ColumnElement[bool]:
    """The condition that `comparing.compare` finds a party, the amount, the day or what was paid to differ."""
    return or_(
        *(~_same_party(one, other, side) for side in SIDES),
        one.amount.is_distinct_from(other.amount),
        one.signed_on != other.signed_on,
        and_(one.received != 0, one.received != other.received),
    )


def _same_party(one: Any, other: Any, side: str) -> ColumnElement[bool]:
    def pair(column: str) -> tuple[Any, Any]:
        return getattr(one, f"{side}_{column}"), getattr(other, f"{side}_{column}")

    unit, code, name = (pair(column) for column in _IDENTITIES)
    return case(
        (and_(unit[0].is_not(None), unit[1].is_not(None)), unit[0] == unit[1]),
        (and_(code[0] != "", code[1] != ""), code[0] == code[1]),
        else_=name[0] == name[1],
    )


def _stands_alone() -> ColumnElement[bool]:
    """The condition that a registered row is neither joined nor the platform's own entry, registered since."""
    shadow = aliased(Contract)
    joined = select(shadow.id).where(shadow.registered_as_id == Contract.id).exists()
    return and_(Contract.deal_id.is_(None), Contract.origin_kind.is_(None), ~joined)


def suggestions(session: Session, actor: Actor, platform: Sequence[Contract]) -> dict[int, Suggested]:
    """Platform contract → registered rows that may be it, the likeliest first. Two statements.

    What was dismissed or taken back is not suggested again.
    """
    if not platform:
        return {}
    days = [row.signed_on for row in platform]
    near = timedelta(days=NEAR_DAYS)
    buyer, seller = (_one_of_parties(platform, side) for side in SIDES)
    amounts = {row.amount for row in platform if row.amount is not None}
    query = rows(actor, Part.REGISTERED).where(
        Contract.signed_on.between(min(days) - near, max(days) + near),
        or_(and_(buyer, seller), and_(or_(buyer, seller), Contract.amount.in_(amounts))),
    )
    found = session.scalars(query.limit(MOST_CANDIDATES)).all()
    refused = _refused(session, [row.id for row in platform])
    return {
        row.id: likely(row, [each for each in found if (row.id, each.id) not in refused])[:MOST_SUGGESTED]
        for row in platform
    }


def _one_of_parties(rows_: Iterable[Contract], side: str) -> ColumnElement[bool]:
    held = list(rows_)
    columns = [f"{side}_{name}" for name in _IDENTITIES]
    given = ((column, {getattr(row, column) for row in held} - {None, ""}) for column in columns)
    return or_(*(getattr(Contract, column).in_(values) for column, values in given))


def _refused(session: Session, platform_ids: Sequence[int]) -> set[tuple[int, int]]:
    query = select(ContractVerdict.platform_id, ContractVerdict.registered_id).where(
        ContractVerdict.platform_id.in_(platform_ids), ContractVerdict.verdict != Verdict.JOINED
    )
    return {(row[0], row[1]) for row in session.execute(query)}


def candidates(session: Session, actor: Actor, row: Contract, text: str) -> Sequence[Contract]:
    """What ``row`` may be joined to by choice: the other ledger's rows that stand alone and say ``text``.

    Without a text those with a party of ``row``.
    """
    other = Ledger.REGISTERED if row.ledger == Ledger.PLATFORM else Ledger.PLATFORM
    query = ledger(actor, ContractFilter(text=text, ledger=other))
    query = query.where(_stands_alone()) if other is Ledger.REGISTERED else query
    if not text:
        query = query.where(or_(*(_one_of_parties([row], side) for side in SIDES)))
    return session.scalars(query.limit(MOST_FOUND)).all()


def counterpart(session: Session, row: Contract) -> Contract | None:
    """The row that ``row`` is joined to, of whichever ledger. One statement at most."""
    if row.ledger == Ledger.PLATFORM:
        return session.get(Contract, row.registered_as_id) if row.registered_as_id else None
    return session.scalars(select(Contract).where(Contract.registered_as_id == row.id)).one_or_none()


def story(session: Session, row: Contract) -> Sequence[Any]:
    """What was decided about ``row``, the newest first: (verdict, who decided, the other row). One statement."""
    verdict = ContractVerdict
    other = case((verdict.platform_id == row.id, verdict.registered_id), else_=verdict.platform_id)
    query = (
        select(verdict, User.name, Contract)
        .join(Contract, Contract.id == other)
        .outerjoin(User, User.id == verdict.decided_by)
        .where(or_(verdict.platform_id == row.id, verdict.registered_id == row.id))
    )
    return session.execute(query.order_by(verdict.decided_at.desc(), verdict.id.desc())).all()
