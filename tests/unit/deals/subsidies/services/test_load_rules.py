"""Rules from a file: loaded once, kept where people changed them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core.unit_of_work import transact
from matchmaker.deals.subsidies.models import RuleVersion, VersionState
from matchmaker.deals.subsidies.services.load_rules import Loaded, Row, load_rules, shipped
from matchmaker.deals.subsidies.validity import Validity
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_officer
from tests.factories.base import MAKER
from tests.factories.subsidies import shipped_rule
from tests.unit.deals.subsidies.services.test_revise_rule import draft_of


def loaded(session: Session, rows: list[Row], *, put_into_use: bool = True) -> Loaded:
    return transact(session, lambda inner: load_rules(inner, rows, actor=MAKER, put_into_use=put_into_use))


def test_the_shipped_rules_load_once_and_are_in_use(session: Session) -> None:
    first, again = loaded(session, shipped()), loaded(session, shipped())
    assert (first.created, first.rejected) == (len(shipped()), [])
    assert (again.created, again.updated, again.unchanged) == (0, 0, len(shipped()))
    rows = session.scalars(select(RuleVersion)).all()
    assert {row.state for row in rows} == {VersionState.ACTIVE}
    stands = {(row.rule.region_code, row.validity()) for row in rows}
    assert stands == {("340300", Validity.UNCONFIRMED), ("340600", Validity.EXPIRED)}


def test_a_changed_file_makes_a_new_version_and_a_wrong_one_none(session: Session) -> None:
    loaded(session, [shipped_rule()])
    better, wrong, nowhere = shipped_rule(), shipped_rule("pct"), shipped_rule("pct")
    better["card"] = "换了一种说法。"
    wrong["vectors"][0]["amount"] += 1
    nowhere["region"] = "999999"
    done = loaded(session, [better, wrong, nowhere])
    assert (done.created, done.updated) == (0, 1)
    assert "样例没有全部通过：一个国家" in done.rejected[0]
    assert "没有这个地区" in done.rejected[1]
    assert session.scalars(select(RuleVersion.number).order_by(RuleVersion.number)).all() == [1, 2]


def test_what_people_changed_on_the_site_is_kept(session: Session) -> None:
    loaded(session, [shipped_rule()], put_into_use=False)
    (row,) = session.scalars(select(RuleVersion)).all()
    assert row.state == VersionState.DRAFT
    officer = actor_of_user(session, make_officer(session, region_code="340300"))
    draft_of(session, row, officer, card="主管部门改过的说法。")
    assert loaded(session, [shipped_rule()]).kept == 1


def test_a_row_without_words_is_refused(session: Session) -> None:
    row = shipped_rule()
    del row["clause"]
    assert "缺少内容" in loaded(session, [row]).rejected[0]
