"""A stamp differs when something that the public sees has changed, and stays when nothing has."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.core.unit_of_work import transact
from matchmaker.statistics.open_data.datasets import DATASETS
from matchmaker.statistics.open_data.stamps import stamp, stamps
from tests.factories.catalog import make_achievement
from tests.factories.contracts import make_contract
from tests.support.statements import count_statements


def test_each_data_set_is_watched_by_one_statement(session: Session) -> None:
    row = make_achievement(session)

    def tags() -> dict[str, str]:
        session.rollback()
        with count_statements(session.get_bind().engine) as counted:
            found = stamps(session)
        assert counted.count == 1
        return {name: stamp(each, found).tag for name, each in DATASETS.items()}

    def changed(before: dict[str, str]) -> set[str]:
        return {name for name, tag in tags().items() if tag != before[name]}

    first = tags()
    assert changed(first) == set()
    make_contract(session, ledger="platform")
    assert changed(first) == set()
    make_contract(session)
    assert changed(first) == {"counties"}
    second = tags()
    transact(session, lambda inner: setattr(inner.merge(row), "disclosure", "officers_only"))
    assert changed(second) == {"achievements", "rights"}
    assert stamp(DATASETS["codes"], stamps(session)).changed_at is None
