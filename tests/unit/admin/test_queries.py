"""Lists for administrators."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from matchmaker.admin.queries import TraceFilter, background_jobs, grants_of, names_of, people, trace
from matchmaker.core import audit, clock
from matchmaker.core.authz import Role, system_actor
from matchmaker.core.jobs import Job, JobStatus
from matchmaker.core.unit_of_work import transact
from tests.factories.accounts import make_member, make_user
from tests.factories.organizations import make_organization


def test_percent_signs_are_letters(session: Session) -> None:
    make_user(session, name="百分%之一")
    make_user(session, name="百分之一")
    assert [user.name for user in session.scalars(people("分%之"))] == ["百分%之一"]


def test_days_are_chinese_days(session: Session) -> None:
    actor = system_actor("test")
    for hour in (15, 16):  # 23:00 and 24:00 in China
        with clock.frozen(datetime(2026, 3, 1, hour, tzinfo=UTC)):
            transact(session, lambda inner: audit.record(inner, actor, "need.exported", "need", 1))
    day = datetime(2026, 3, 1, tzinfo=UTC).date()
    shown = [
        session.scalars(trace(TraceFilter(first=each, last=each))).all() for each in (day, day + timedelta(days=1))
    ]
    assert [len(rows) for rows in shown] == [1, 1]


def test_roles_come_with_their_unit(session: Session) -> None:
    unit = make_organization(session)
    member = make_member(session, unit)
    [entry] = grants_of(session, [member.id])[member.id]
    assert entry.organization is not None
    assert (entry.role, entry.organization.name) == (Role.ENTERPRISE, unit.name)


def test_names_are_given_for_those_who_have_one(session: Session) -> None:
    user = make_user(session, name="文乔", login="wen")
    assert names_of(session, [user.id, None, 424242]) == {user.id: "文乔（wen）"}


def test_what_stopped_comes_first(session: Session) -> None:
    def add(inner: Session) -> None:
        for status in (JobStatus.DONE, JobStatus.QUEUED, JobStatus.PARKED):
            inner.add(Job(kind="x", payload={}, status=status))

    transact(session, add)
    assert [job.status for job in session.scalars(background_jobs())] == ["parked", "queued", "done"]
