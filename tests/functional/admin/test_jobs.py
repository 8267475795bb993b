"""Background work, as the system administrator sees it."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.authz import Role
from matchmaker.core.jobs import Job, JobStatus
from matchmaker.core.outbox import OutboxMessage
from matchmaker.core.unit_of_work import transact
from tests.factories.accounts import make_user
from tests.support.mail import Mail
from tests.support.page_client import PageClient

PAGE = "/admin/jobs"


@pytest.fixture
def system(client: PageClient, session: Session) -> PageClient:
    return client.sign_in(make_user(session, Role.SYSTEM_ADMIN))


def parked_job(session: Session) -> Job:
    job = Job(
        kind="accounts.tidy",
        payload={},
        dedup_key="schedule",
        status=JobStatus.PARKED,
        attempts=5,
        message="OSError",
        finished_at=clock.now(),
    )

    def add(inner: Session) -> Job:
        inner.add(job)
        return job

    return transact(session, add)


def test_a_parked_job_is_started_again(system: PageClient, session: Session, work: Callable[[], int]) -> None:
    job = parked_job(session)
    assert "OSError" in system.get(PAGE).text
    system.post(f"{PAGE}/{job.id}/retry", form=PAGE)
    assert "已重新排队" in system.follow().messages
    work()
    session.expire_all()
    assert session.get_one(Job, job.id).status == JobStatus.DONE


def test_a_job_that_is_not_parked_is_left_alone(system: PageClient, session: Session) -> None:
    job = parked_job(session)
    system.forge(f"{PAGE}/{job.id}/retry", status=303)
    system.forge(f"{PAGE}/{job.id}/retry", status=409)
    system.forge(f"{PAGE}/424242/retry", status=404)


def test_messages_that_were_given_up_are_sent_again(
    system: PageClient, session: Session, mails: Callable[[], list[Mail]]
) -> None:
    content = {"to": "wen@unit.example", "kind": "x", "title": "双方已同意对接", "body": "请联系。", "href": ""}
    message = OutboxMessage(channel="mail", dedup_key="k", payload=content, parked=True, attempts=8, error="OSError")
    transact(session, lambda inner: inner.add(message))
    assert mails() == []
    assert "双方已同意对接" in system.get(PAGE).text
    system.post(f"{PAGE}/messages/retry", form=PAGE)
    assert [mail.subject for mail in mails()] == ["双方已同意对接"]


@pytest.mark.parametrize(
    ("query", "shown"), [("status=parked", True), ("status=done", False), ("kind=audit.anchor", False)]
)
def test_the_list_is_narrowed(system: PageClient, session: Session, query: str, *, shown: bool) -> None:
    parked_job(session)
    assert ("OSError" in system.get(f"{PAGE}?{query}").text) is shown


def test_the_page_is_cheap(system: PageClient, session: Session) -> None:
    parked_job(session)
    system.get(PAGE, max_statements=8)


@pytest.mark.parametrize("role", [Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.OFFICER])
def test_others_are_refused(client: PageClient, session: Session, role: Role) -> None:
    client.sign_in(make_user(session, role)).get(PAGE, status=403)
