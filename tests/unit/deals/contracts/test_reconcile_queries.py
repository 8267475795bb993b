"""The lists of 对账: each contract in one place, suggestions only where they help, and nothing counted twice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from matchmaker.core.authz import Actor
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.contracts import reconcile_queries as queries
from matchmaker.deals.contracts.comparing import compare
from matchmaker.deals.contracts.models import Contract, ContractVerdict, Ledger, Verdict
from matchmaker.deals.contracts.queries import ContractFilter, flags_of, ledger, totals
from matchmaker.deals.contracts.reconcile_queries import Part
from matchmaker.organizations.queries import actor_of_user
from matchmaker.statistics.cut import Cut
from matchmaker.statistics.metrics import Metric
from matchmaker.statistics.queries import figures
from tests.factories.accounts import make_officer
from tests.factories.contracts import WAN, make_contract
from tests.support.rows import added


class NothingKept(Exception):
    """Ends an example, whose rows the next one must not meet."""


PAIR: dict[str, Any] = {"buyer_name": "测试精工有限公司", "seller_name": "测试理工学院"}


@pytest.fixture
def officer(session: Session) -> Actor:
    return actor_of_user(session, make_officer(session, region_code="340300"))


def platform(session: Session, **values: Any) -> Contract:
    return make_contract(session, **{"ledger": Ledger.PLATFORM, **PAIR, **values})


def names(session: Session, actor: Actor, part: Part, **narrowed: Any) -> list[str]:
    return [row.Contract.name for row in session.execute(queries.rows(actor, part, **narrowed))]


def test_each_contract_stands_in_its_list(session: Session, officer: Actor) -> None:
    platform(session, name="平台", signed_on=date(2025, 6, 1))
    make_contract(session, name="登记", buyer_region_code="340321")
    make_contract(session, name="转来的", origin_kind="challenge", origin_id=7)
    make_contract(session, name="外地", buyer_region_code="340600", seller_region_code="340600")
    changes: dict[str, dict[str, Any]] = {"一致": {}, "有出入": {"amount": 51 * WAN}}
    for name, change in changes.items():
        other = make_contract(session, name="登记的" + name, **PAIR, **change)
        platform(session, name=name, registered_as_id=other.id, amount=50 * WAN)
    assert names(session, officer, Part.PLATFORM) == ["平台"]
    assert names(session, officer, Part.REGISTERED) == ["登记"]
    assert names(session, officer, Part.DIFFERING) == ["有出入"]
    assert names(session, officer, Part.JOINED) == ["有出入", "一致"]
    assert names(session, officer, Part.PLATFORM, year=2026) == []
    assert names(session, officer, Part.REGISTERED, region="340321") == ["登记"]
    assert names(session, officer, Part.JOINED, region="340321") == []
    assert queries.counts(session, officer, year=2026) == {
        Part.PLATFORM: 0, Part.REGISTERED: 1, Part.DIFFERING: 1, Part.JOINED: 2
    }  # fmt: skip


def test_what_was_refused_or_belongs_elsewhere_is_not_suggested(session: Session, officer: Actor) -> None:
    row = platform(session)
    fit = make_contract(session, **PAIR, amount=52 * WAN)
    refused, undone = (make_contract(session, **PAIR) for _ in range(2))
    taken = make_contract(session, **PAIR)
    platform(session, registered_as_id=taken.id)
    make_contract(session, **PAIR, signed_on=row.signed_on + timedelta(days=200))
    other = make_contract(session, seller_name="测试工业大学", buyer_name=PAIR["buyer_name"])
    for each, verdict in ((refused, Verdict.DISMISSED), (undone, Verdict.UNDONE)):
        given = ContractVerdict(platform_id=row.id, registered_id=each.id, verdict=verdict, reason="不是一份")
        added(session, given)
    found = queries.suggestions(session, officer, [row])[row.id]
    assert [each.id for each, _comparison in found] == [fit.id, other.id]
    assert [each.id for each in queries.candidates(session, officer, row, fit.registration_number or "")] == [fit.id]
    away = platform(session, name="别家的", buyer_name="另一家厂", seller_name="另一所学院")
    assert [each.id for each in queries.candidates(session, officer, fit, "")] == [row.id]
    assert [each.id for each in queries.candidates(session, officer, fit, "别家")] == [away.id]


def test_the_lists_of_differences_says_what_the_comparison_says(session: Session, officer: Actor) -> None:
    """The condition in the database and the words on the page are one rule."""
    changes: list[dict[str, Any]] = [
        {},
        {"amount": 51 * WAN},
        {"signed_on": date(2026, 3, 6)},
        {"seller_name": "另一所学院"},
        {"buyer_credit_code": "91340300MA2TEST026"},
        {"buyer_name": "改名的厂", "buyer_credit_code": "91340300MA2TEST018"},
        {"received": 3 * WAN},
    ]
    for number, change in enumerate(changes):
        other = make_contract(session, **{**PAIR, "received": 2 * WAN, **change})
        code = "91340300MA2TEST018"
        platform(session, name=f"{number}", registered_as_id=other.id, received=2 * WAN, buyer_credit_code=code)
    told = session.execute(queries.rows(officer, Part.JOINED)).all()
    differing = {row.Contract.name for row in session.execute(queries.rows(officer, Part.DIFFERING))}
    said = {row.Contract.name for row in told if compare(row.Contract, row.registered).differs}
    renamed = "5"  # known to be the same by its code: told where the pair is looked at, no reason to look for it
    assert (differing, said - differing) == ({"1", "2", "3", "4", "6"}, {renamed})


def test_a_joined_pair_is_one_contract_to_every_sign(session: Session) -> None:
    other = make_contract(session, **PAIR)
    row = platform(session, registered_as_id=other.id)
    assert flags_of(session, other.id) == flags_of(session, row.id) == []
    again = make_contract(session, **PAIR, amount=20 * WAN)
    assert [flag.value for flag in flags_of(session, again.id)] == ["split"]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    strategies.lists(
        strategies.tuples(strategies.booleans(), strategies.booleans(), strategies.integers(1, 10**9)), max_size=8
    )
)
def test_joining_never_changes_what_is_reported_nor_counts_a_pair_twice(
    session: Session, officer: Actor, given_rows: list[tuple[bool, bool, int]]
) -> None:
    """``given_rows``: whether the platform knows it, whether the two are joined, the amount."""

    def check(inner: Session) -> None:
        registered = [_put(inner, number, amount) for number, (_known, _joined, amount) in enumerate(given_rows)]
        before = figures.by_place(inner, cut)
        free = 0
        for number, (is_known, is_joined, amount) in enumerate(given_rows):
            if is_known:
                free += not is_joined
                _put(inner, number, amount + 1, registered[number] if is_joined else None, Ledger.PLATFORM)
        assert figures.by_place(inner, cut) == before
        sums = totals(inner, ledger(officer, ContractFilter()))
        assert sum(each.count for each in sums.values()) == len(registered) + free
        counts = queries.counts(inner, officer)
        assert counts[Part.PLATFORM] == free
        assert counts[Part.REGISTERED] + counts[Part.JOINED] == len(registered)
        raise NothingKept

    cut = Cut(Metric.ABSORBED_AMOUNT, ("340300",), 2026)
    with pytest.raises(NothingKept):
        transact(session, check)


def _put(
    session: Session, number: int, amount: int, registered_as: int | None = None, book: Ledger = Ledger.REGISTERED
) -> int:
    given = {
        "ledger": book,
        "registration_number": f"20263403{number:08d}" if book is Ledger.REGISTERED else None,
        "name": f"合同{number}",
        "kind": "service",
        **PAIR,
        "buyer_region_code": "340304",
        "seller_region_code": "340302",
        "amount": amount,
        "signed_on": date(2026, 3, 5),
        "registered_as_id": registered_as,
    }
    session.execute(insert(Contract), [given])
    return session.scalars(select(Contract.id).order_by(Contract.id.desc()).limit(1)).one()
