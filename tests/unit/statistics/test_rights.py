"""Of rights goes out what the pages of open achievements list, without their holders."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from matchmaker.catalog.models import AchievementState, IpRight
from matchmaker.statistics.open_data.rights import RIGHTS
from tests.factories.catalog import make_achievement
from tests.factories.organizations import make_university
from tests.support.statements import count_statements


def test_rights_of_open_achievements_alone_are_given_out(session: Session) -> None:
    unit = make_university(session)

    def right(number: str) -> IpRight:
        given = {"kind": "invention", "status": "valid", "holder": "测试权利人"}
        return IpRight(organization_id=unit.id, position=0, number=number, expires_on=date(2030, 1, 2), **given)

    row = make_achievement(session, organization=unit, ip_rights=[right("ZL202610000001.X")])
    make_achievement(session, organization=unit, ip_rights=[right("ZL202610000002.X")], disclosure="masked")
    make_achievement(session, AchievementState.DRAFT, organization=unit, ip_rights=[right("ZL202610000003.X")])
    session.rollback()
    with count_statements(session.get_bind().engine) as counted:
        found = [RIGHTS[0].values(each) for each in RIGHTS[0].rows(session, "https://example.org")]
    assert counted.count == 1
    assert [(each["achievement_id"], each["number"], each["expires_on"]) for each in found] == [
        (row.id, "ZL202610000001.X", "2030-01-02")
    ]
    assert (found[0]["kind"], found[0]["achievement_url"]) == ("发明专利", f"https://example.org/achievements/{row.id}")
    assert "测试权利人" not in str(found)
