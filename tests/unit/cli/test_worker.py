from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core.jobs import Job, JobStatus, enqueue
from matchmaker.core.unit_of_work import transact
from tests.support.commands import Commands


def test_once_drains_what_is_due_and_ends(commands: Commands, session: Session) -> None:
    transact(session, lambda inner: enqueue(inner, "matching.refresh_all"))
    commands.run("worker", "--once")
    assert set(session.scalars(select(Job.status))) == {JobStatus.DONE}


def test_a_job_nobody_knows_fails_and_is_kept(commands: Commands, session: Session) -> None:
    transact(session, lambda inner: enqueue(inner, "unheard.of"))
    commands.run("worker", "--once")
    job = session.scalars(select(Job).where(Job.kind == "unheard.of")).one()
    assert (job.status, job.attempts) == (JobStatus.QUEUED, 1)
