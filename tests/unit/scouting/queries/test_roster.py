from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from matchmaker.organizations.models import Setting
from matchmaker.scouting.queries.roster import SettingValues, not_enrolled, profile_of, units_of
from tests.factories.accounts import make_scout
from tests.factories.scouting import make_assignment, make_contact, make_profile
from tests.unit.scouting.conftest import Field


def test_the_nearest_region_decides_a_setting(session: Session) -> None:
    key = "scouting.yearly_number"
    session.add(Setting(region_code="340300", key=key, value=5, valid_from=date(2024, 1, 1)))
    session.add(Setting(region_code="340304", key=key, value=1, valid_from=date(2024, 1, 1)))
    session.add(Setting(region_code=None, key=key, value=9, valid_from=date(2999, 1, 1)))
    session.commit()
    found = SettingValues(session, [key])
    assert [found.number(key, code) for code in ("340304", "340303", "340400")] == [1, 5, 2]


def test_only_scouts_of_the_region_without_a_line_can_be_enrolled(field: Field) -> None:
    other = make_scout(field.session, "340400")
    officer = field.actor(field.officer)
    assert [key for key, _name in not_enrolled(field.session, officer)] == [field.scout.id]
    row = make_profile(field.session, field.scout)
    assert not_enrolled(field.session, officer) == []
    assert profile_of(field.session, field.scout.id) == row
    assert profile_of(field.session, other.id) is None


def test_fixed_contacts_come_before_the_others_one_knows(field: Field) -> None:
    make_contact(field.session, field.scout, field.silent_unit)
    make_assignment(field.session, field.scout, field.unit)
    assert [key for key, _name in units_of(field.session, field.scout.id)] == [field.unit.id, field.silent_unit.id]
