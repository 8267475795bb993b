"""What came before is found again and compared with what comes now."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.catalog.models import AchievementIndicator, RecordKind
from matchmaker.catalog.services.known_record import CLAIMING_UNIT, claiming_unit, differing, known_records
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.models import Organization
from tests.factories.catalog import make_achievement
from tests.factories.organizations import make_university

KIND = RecordKind.ACHIEVEMENT


def test_records_are_found_by_source_and_id(session: Session) -> None:
    row = make_achievement(session, source="sheet", external_id="a")
    make_achievement(session, source="import", external_id="a")
    assert {key: each.id for key, each in known_records(session, KIND, "sheet", {"a", "b"}).items()} == {"a": row.id}


def test_only_what_differs_is_told(session: Session) -> None:
    owner = make_university(session)
    rows = [AchievementIndicator(position=0, organization_id=owner.id, name="收率", value="97%", condition="三批")]
    row = make_achievement(session, organization=owner, trl=6, indicators=rows)
    same = [{"name": "收率", "value": "97%"}]
    assert differing(row, {"trl": 6, "title": row.title, "indicators": same}) == {}
    assert differing(row, {"trl": 7, "indicators": same}) == {"trl": 7}
    more = [*same, {"name": "纯度", "value": "99%"}]
    assert differing(row, {"indicators": more}) == {"indicators": more}


def test_the_claiming_unit_is_made_once(session: Session) -> None:
    first, second = (transact(session, claiming_unit) for _again in range(2))
    assert first == second
    assert session.get_one(Organization, first).name == CLAIMING_UNIT
