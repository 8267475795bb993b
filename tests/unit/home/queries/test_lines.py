"""Whatever waits is counted in full, shown in part, and the most urgent first."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.home.duties import DUTIES
from matchmaker.home.queries.lines import SHOWN, columns, waiting
from matchmaker.organizations.models import Organization, OrganizationState
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_officer
from tests.factories.organizations import make_organization
from tests.support.statements import count_statements


def organizations() -> Any:
    row = Organization
    return select(*columns(row.id, row.name, note=row.introduction, at=row.created_at)).where(
        row.state == OrganizationState.UNVERIFIED
    )


def newcomer(session: Session, days_ago: int, **values: Any) -> Organization:
    came = clock.now() - timedelta(days=days_ago)
    return make_organization(session, state=OrganizationState.UNVERIFIED, created_at=came, **values)


def test_the_oldest_stand_first_and_all_are_counted(session: Session) -> None:
    made = [newcomer(session, days) for days in (1, 9, 3, 5, 7, 2, 4)]
    late_before = clock.now() - timedelta(days=6)
    found = waiting(session, {"verify": (organizations(), late_before)})["verify"]
    assert (found.total, found.late, len(found.lines)) == (len(made), 2, SHOWN)
    assert [line.id for line in found.lines] == [made[place].id for place in (1, 4, 3, 6, 2)]


def test_nothing_is_late_without_a_limit(session: Session) -> None:
    newcomer(session, 400)
    assert waiting(session, {"verify": (organizations(), None)})["verify"].late == 0


def test_a_duty_without_lines_is_left_out(session: Session) -> None:
    assert waiting(session, {"verify": (organizations(), None)}) == {}


def test_long_notes_are_cut(session: Session) -> None:
    newcomer(session, 1, introduction="长" * 500)
    line = waiting(session, {"verify": (organizations(), None)})["verify"].lines[0]
    assert line.note == "长" * 120


def test_all_duties_together_cost_one_statement(session: Session) -> None:
    actor = actor_of_user(session, make_officer(session))
    duties = {duty.key: (duty.lines(actor), clock.now()) for duty in DUTIES}
    with count_statements(session.get_bind().engine) as counted:
        waiting(session, duties)
    assert counted.count == 1
