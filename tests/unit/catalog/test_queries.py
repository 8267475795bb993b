"""Whose records are whose, and who reads them whole."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from sqlalchemy import update
from sqlalchemy.orm import Session

from matchmaker.catalog import queries
from matchmaker.catalog.models import Need, NeedState, RecordKind
from matchmaker.core import clock
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


def test_a_page_of_ones_own_holds_each_record_once_the_latest_first(session: Session) -> None:
    firm = make_enterprise(session)
    owner, moment = member_of(session, firm), clock.now()
    both_ways = make_need(session, NeedState.DRAFT, organization=firm, entered_by=owner.user_id, scout_id=owner.user_id)
    elsewhere = make_need(session, entered_by=owner.user_id, scout_id=owner.user_id)
    found_by = make_need(session, NeedState.DRAFT, scout_id=owner.user_id)
    others = [make_need(session, organization=firm) for _ in range(2)]
    make_need(session)
    for age, row in enumerate((others[0], both_ways, elsewhere, found_by, others[1])):
        values = {"updated_at": moment - timedelta(hours=age)}
        do(session, partial(Session.execute, statement=update(Need).where(Need.id == row.id).values(values)))
    session.expire_all()

    def page(*states: str, offset: int = 0) -> list[int]:
        found = queries.page_of_mine(session, RecordKind.NEED, owner, states, limit=3, offset=offset)
        return [row.id for row in found]

    counts = queries.count_mine(session, RecordKind.NEED, owner)
    assert counts == {"draft": 2, "published": 3}
    assert page(*counts) == [others[0].id, both_ways.id, elsewhere.id]
    assert page(*counts, offset=3) == [found_by.id, others[1].id]
    assert page("draft") == [both_ways.id, found_by.id]
    assert page() == []
    assert session.scalars(queries.mine(RecordKind.NEED, owner)).unique().first() == others[0]


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
