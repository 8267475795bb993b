from sqlalchemy.orm import Session

from matchmaker.core.authz import Actor, Role
from matchmaker.scouting.queries.visits import visit_list
from tests.factories.catalog import make_achievement, make_need
from tests.factories.organizations import make_university

SCOUT = Actor(kind="user", user_id=2**40, roles=frozenset({Role.SCOUT}), region_codes=frozenset({"340300"}))


def test_needs_of_the_unit_s_fields_are_taken_along_the_best_fitting_first(session: Session) -> None:
    unit = make_university(session)
    make_achievement(session, organization=unit)
    fitting, other = make_need(session), make_need(session)
    make_need(session, field_code="aerospace")
    listed = visit_list(session, SCOUT, unit.id, {fitting.id: 0.4})
    assert [line.id for lines in listed.values() for line in lines] == [fitting.id, other.id]


def test_a_restricted_need_shows_its_masked_text_or_nothing(session: Session) -> None:
    unit = make_university(session)
    hidden = make_need(session, title="钼酸铵再生", disclosure="officers_only")
    masked = make_need(session, title="催化剂再生", disclosure="masked", masked_text="")
    listed = visit_list(session, SCOUT, unit.id, {hidden.id: 0.5, masked.id: 0.4})
    assert listed == {}
