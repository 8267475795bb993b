"""Whose records are whose, and who reads them whole."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.catalog import queries
from matchmaker.catalog.models import NeedState, RecordKind
from matchmaker.core.authz import ANONYMOUS
from tests.factories.accounts import make_officer, make_scout
from tests.factories.catalog import make_achievement, make_need, make_refinement
from tests.factories.organizations import make_enterprise
from tests.unit.catalog.people import actor_for, do, member_of


def test_a_firm_sees_all_its_needs_and_a_scout_those_it_entered(session: Session) -> None:
    firm, scout = make_enterprise(session), make_scout(session)
    owner, me = member_of(session, firm), actor_for(session, scout)
    first = make_need(session, NeedState.DRAFT, organization=firm, scout_id=scout.id)
    second = make_need(session, organization=firm)
    make_need(session)
    found = session.scalars(queries.mine(RecordKind.NEED, owner)).all()
    assert {row.id for row in found} == {first.id, second.id}
    assert queries.count_mine(session, RecordKind.NEED, owner) == {"draft": 1, "published": 1}
    assert [row.id for row in session.scalars(queries.mine(RecordKind.NEED, me))] == [first.id]


def test_everybody_knows_of_what_is_open_and_only_its_people_of_the_rest(session: Session) -> None:
    firm = make_enterprise(session)
    hidden = make_need(session, organization=firm, disclosure="officers_only")
    shown = make_need(session, organization=firm)
    assert [queries.visible(ANONYMOUS, row) for row in (hidden, shown)] == [False, True]
    assert queries.visible(member_of(session, firm), hidden)
    assert queries.visible(actor_for(session, make_officer(session)), hidden)
    assert not queries.visible(actor_for(session, make_officer(session, "340400")), hidden)
    assert not queries.sees_all(member_of(session, make_enterprise(session)), shown)


def test_only_listed_records_are_public(session: Session) -> None:
    shown, _draft = make_need(session), make_need(session, NeedState.DRAFT)
    make_need(session, disclosure="officers_only")
    row = make_achievement(session)
    assert [each.id for each in session.scalars(queries.public_needs())] == [shown.id]
    assert [each.id for each in session.scalars(queries.public_achievements())] == [row.id]
    assert row.title in queries.public_text(row)


def test_records_are_loaded_by_kind(session: Session) -> None:
    need, row = make_need(session), make_achievement(session)
    assert do(session, lambda s: queries.get_record(s, RecordKind.NEED, need.id).title) == need.title
    assert do(session, lambda s: queries.get_record(s, RecordKind.ACHIEVEMENT, row.id).title) == row.title


def test_the_newest_refined_text_comes_first(session: Session) -> None:
    need = make_need(session, NeedState.REFINING)
    text = make_refinement(session, need)
    assert [each.id for each in queries.refinements(session, need.id)] == [text.id]
