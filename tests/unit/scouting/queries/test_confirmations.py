from __future__ import annotations

from matchmaker.catalog.models import RecordKind
from matchmaker.scouting.queries.confirmations import concerning, latest_for, link_of, open_for, titles, voices
from tests.factories.accounts import make_scout, make_user
from tests.unit.catalog.people import do
from tests.unit.scouting.conftest import Field


def test_only_those_who_may_answer_are_asked(field: Field) -> None:
    make_user(field.session, None, organization=field.unit)
    assert voices(field.session, field.unit.id) == [field.member.id]
    assert voices(field.session, field.silent_unit.id) == []


def test_each_sees_the_questions_that_concern_them(field: Field) -> None:
    row = field.asked()
    for who in (field.scout, field.member, field.officer):
        assert field.session.scalars(concerning(field.actor(who))).all() == [row]
    assert field.session.scalars(concerning(field.actor(make_scout(field.session)))).all() == []
    assert titles(field.session, [row]) == {("achievement", row.record_id): field.record(row).title}


def test_the_last_question_is_found_and_its_link_by_the_token_alone(field: Field) -> None:
    row = field.asked(field.silent_unit)
    record = field.record(row)
    assert open_for(field.session, record) == [row]
    assert latest_for(field.session, RecordKind(row.record_kind), record.id) == row
    found = do(field.session, lambda s: link_of(s, field.link().removeprefix("/confirm/")))
    assert found is not None
    assert found.subject_id == row.id
    assert link_of(field.session, "something else") is None
