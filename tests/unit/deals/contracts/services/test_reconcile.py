"""Two rows become one contract, and two again with a reason; every decision stays on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.core import clock
from matchmaker.core.audit import AuditEntry
from matchmaker.core.authz import Actor, Role
from matchmaker.core.errors import Conflict, Forbidden, Invalid, NotFound, StaleVersion
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.contracts.history import LATER, told
from matchmaker.deals.contracts.invariants import INVARIANTS
from matchmaker.deals.contracts.models import Contract, Ledger
from matchmaker.deals.contracts.reconcile_queries import counterpart, story
from matchmaker.deals.contracts.services import reconcile
from matchmaker.deals.models import DealState
from matchmaker.organizations.queries import actor_of_user
from matchmaker.statistics.cut import Cut
from matchmaker.statistics.metrics import Metric
from matchmaker.statistics.queries import figures, funnel
from matchmaker.statistics.queries.funnel import Stage
from matchmaker.statistics.queries.kpis import closed_year, frozen
from matchmaker.statistics.services.close_year import close_year
from tests.factories.accounts import make_member, make_officer, make_user
from tests.factories.contracts import WAN, make_contract
from tests.factories.deals import make_deal
from tests.factories.organizations import make_enterprise
from tests.support.race import losers, race, winners

PAIR: dict[str, Any] = {"buyer_name": "测试精工有限公司", "seller_name": "测试理工学院"}


@pytest.fixture
def officer(session: Session) -> Actor:
    return actor_of_user(session, make_officer(session, region_code="340300"))


@pytest.fixture
def pair(session: Session) -> tuple[int, int]:
    """A platform contract and a registered one that may be it."""
    own = make_contract(session, **PAIR, ledger=Ledger.PLATFORM)
    return own.id, make_contract(session, **PAIR, amount=52 * WAN).id


def do(session: Session, verb: Callable[..., None], *keys: int, **given: Any) -> None:
    def call(inner: Session) -> None:
        verb(inner, *(inner.get_one(Contract, key) for key in keys), **given)

    transact(session, call)
    session.expire_all()


def lines(session: Session, key: int) -> list[tuple[str, str]]:
    row = session.get_one(Contract, key)
    return [(each.title, each.detail) for each in told(row, story(session, row))]


def test_what_was_joined_and_undone_is_told_by_both_contracts(
    session: Session, officer: Actor, pair: tuple[int, int]
) -> None:
    own, other = pair
    do(session, reconcile.join, own, other, actor=officer, version=1, registered_version=1)
    assert counterpart(session, session.get_one(Contract, other)) is session.get_one(Contract, own)
    with pytest.raises(Invalid) as refused:
        do(session, lambda inner, row: reconcile.undo(inner, row, " ", actor=officer), own)
    assert list(refused.value.fields) == ["reason"]
    do(session, lambda inner, row: reconcile.undo(inner, row, "登记的是补充协议", actor=officer, version=2), own)
    assert counterpart(session, session.get_one(Contract, other)) is None
    number = session.get_one(Contract, other).registration_number
    assert lines(session, own) == [
        (f"撤销与登记编号 {number}的对账", "理由：登记的是补充协议"),
        (f"与登记编号 {number}对上", "按系统建议"),
    ]
    assert [title for title, _detail in lines(session, other)] == [
        f"撤销与平台台账中 {own} 号合同的对账",
        f"与平台台账中 {own} 号合同对上",
    ]
    actions = select(AuditEntry.action).where(AuditEntry.action.startswith("contract."))
    assert session.scalars(actions.order_by(AuditEntry.seq)).all() == ["contract.joined", "contract.undone"]


def test_a_dismissal_is_remembered_once(session: Session, officer: Actor, pair: tuple[int, int]) -> None:
    for _twice in range(2):
        do(session, reconcile.dismiss, *pair, actor=officer)
    assert [title[:2] for title, _detail in lines(session, pair[0])] == ["判定"]
    do(session, reconcile.join, *pair, actor=officer)
    with pytest.raises(Conflict):
        do(session, reconcile.dismiss, *pair, actor=officer)


def test_whoever_comes_second_is_told(session: Session, officer: Actor, pair: tuple[int, int]) -> None:
    """Neither row can be joined twice, nor joined as it was before somebody changed it."""
    own, other = pair
    for versions in ({"version": 7}, {"registered_version": 7}):
        with pytest.raises(StaleVersion):
            do(session, reconcile.join, own, other, actor=officer, **versions)
    second = make_contract(session, **PAIR, ledger=Ledger.PLATFORM).id
    third = make_contract(session, **PAIR).id
    do(session, reconcile.join, own, other, actor=officer)
    for keys in ((second, other), (own, third)):
        with pytest.raises(Conflict):
            do(session, reconcile.join, *keys, actor=officer)
    with pytest.raises(Conflict):
        do(session, lambda inner, row: reconcile.undo(inner, row, "错了", actor=officer), second)


def test_only_a_platform_contract_and_a_registered_one_are_joined(
    session: Session, officer: Actor, pair: tuple[int, int]
) -> None:
    own, other = pair
    moved = make_contract(session, **PAIR, origin_kind="challenge", origin_id=3).id
    for keys in ((other, own), (other, moved), (own, own), (own, moved)):
        with pytest.raises(Invalid):
            do(session, reconcile.join, *keys, actor=officer)


def test_only_officers_of_both_contracts_regions_decide(session: Session, pair: tuple[int, int]) -> None:
    leader = actor_of_user(session, make_user(session, Role.LEADER, region_code="340300"))
    member = actor_of_user(session, make_member(session, make_enterprise(session)))
    for actor in (leader, member):
        with pytest.raises(Forbidden):
            do(session, reconcile.join, *pair, actor=actor)
    away = actor_of_user(session, make_officer(session, region_code="340600"))
    with pytest.raises(NotFound):
        do(session, reconcile.join, *pair, actor=away)


def test_of_two_officers_at_once_one_joins(sessions: sessionmaker[Session], session: Session, officer: Actor) -> None:
    other = make_contract(session, **PAIR).id
    owns = [make_contract(session, **PAIR, ledger=Ledger.PLATFORM).id for _each in range(2)]

    def joining(own: int) -> Callable[[Session], None]:
        return lambda inner: do(inner, reconcile.join, own, other, actor=officer)

    results = race(sessions, [joining(own) for own in owns])
    assert (len(winners(results)), losers(results)) == (1, {"Conflict"})


def test_the_deal_of_a_joined_contract_counts_as_registered_in_a_closed_year_too(session: Session) -> None:
    """What was reported of a closed year stays, and the decision is marked as a later one."""
    leader = actor_of_user(session, make_user(session, Role.LEADER, region_code="340000"))
    officer = actor_of_user(session, make_officer(session, region_code="340000"))
    year = clock.today().year - 1
    signed = date(year, 3, 5)
    deal = make_deal(session, DealState.SIGNED, signed_on=signed)
    firm, school = deal.need.organization, deal.achievement.organization
    given: dict[str, Any] = {"buyer": firm, "seller": school, "signed_on": signed}
    own = make_contract(session, **given, ledger=Ledger.PLATFORM, deal_id=deal.id).id
    other = make_contract(session, **given, received=8 * WAN).id
    cut = Cut(Metric.ABSORBED_AMOUNT, ("340000",), year)
    before = figures.by_place(session, cut)
    transact(session, lambda inner: close_year(inner, "340000", year, actor=leader))
    stages = (Stage.REGISTERED, Stage.PAID)
    found = funnel.funnel(session, ("340000",), clock.today().year).counts
    assert [found[stage] for stage in stages] == [0, 0]
    do(session, reconcile.join, own, other, actor=officer)
    found = funnel.funnel(session, ("340000",), clock.today().year).counts
    assert [found[stage] for stage in stages] == [1, 1]
    assert figures.by_place(session, cut) == before == frozen(closed_year(session, "340000", year), cut.metric)
    assert LATER in lines(session, own)[0][1]
    assert [session.execute(rule.breaches()).all() for rule in INVARIANTS] == [[]] * len(INVARIANTS)
