"""The check names what does not hold, and the rows that show it."""

from __future__ import annotations

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.app.wiring import FEATURES
from matchmaker.core.audit import AuditEntry
from matchmaker.core.invariants import SHOWN, Invariant, run
from tests.factories.accounts import make_user
from tests.support.guards import drop_guards, unguarded

NO_SHORT_NAMES = Invariant("names", "姓名不得为“短”", lambda: select(User.id).where(User.name == "短"))


def test_what_holds_is_not_named(session: Session) -> None:
    make_user(session)
    assert run(session, [NO_SHORT_NAMES]) == []


def test_the_rows_of_a_breach_are_named(session: Session) -> None:
    users = [make_user(session, name="短").id for _ in range(SHOWN + 2)]
    (breach,) = run(session, [NO_SHORT_NAMES])
    assert (breach.name, breach.meaning) == ("names", "姓名不得为“短”")
    assert [row[0] for row in breach.rows] == users[:SHOWN]


def test_lost_guards_and_a_broken_trail_are_breaches(session: Session, engine: Engine) -> None:
    make_user(session)
    with unguarded(engine) as connection:
        connection.execute(update(AuditEntry).values(action="account.other"))
    assert [(breach.name, breach.rows) for breach in run(session, [])] == [("audit_chain", [[1]])]
    with engine.begin() as connection:
        drop_guards(connection, "security_event")
    assert {breach.name for breach in run(session, [])} == {"append_only", "audit_chain"}


def test_every_invariant_of_the_product_can_be_asked(session: Session) -> None:
    rules = [rule for feature in FEATURES for rule in feature.invariants]
    assert len({rule.name for rule in rules}) == len(rules)
    assert run(session, rules) == []
