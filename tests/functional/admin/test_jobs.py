"""Background work, as the system administrator sees it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.authz import Role
from matchmaker.core.jobs import Job, JobStatus
from matchmaker.core.outbox import INTERRUPTED, OutboxMessage
from matchmaker.core.unit_of_work import transact
from tests.factories.accounts import make_user
from tests.support.mail import Mail
from tests.support.page_client import PageClient

PAGE, MESSAGES = "/admin/jobs", "/admin/messages"


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
    assert "未能送达的邮件和消息 1 条" in system.get(PAGE).text
    system.post(f"{MESSAGES}/retry", form=MESSAGES)
    assert [mail.subject for mail in mails()] == ["双方已同意对接"]


def failed(session: Session, key: str, **values: Any) -> OutboxMessage:
    content = {"to": "wen@unit.example", "kind": "account.reset", "title": f"邮件 {key}", "body": "", "href": "/x"}
    row = OutboxMessage(channel="mail", dedup_key=key, payload=content, attempts=1, **values)
    transact(session, lambda inner: inner.add(row))
    return row


def test_each_undelivered_mail_says_why_and_is_sent_again_or_set_aside(
    system: PageClient, session: Session, mails: Callable[[], list[Mail]]
) -> None:
    refused = failed(session, "a", parked=True, error="收件方拒收：550 no such user")
    unknown = failed(session, "b", parked=True, error=INTERRUPTED, handed_at=clock.now())
    later = failed(session, "c", error="收件方暂时不收：450 busy", due_at=clock.now() + timedelta(hours=1))
    page = system.get(MESSAGES, max_statements=8)
    for said in ("550 no such user", "不知道是否已经送达", "450 busy", "wen@unit.example", "等待重试"):
        assert said in page.text
    for row in (unknown, later):
        system.post(f"{MESSAGES}/{row.id}/retry", form=MESSAGES)
    system.post(f"{MESSAGES}/{refused.id}/dismiss", form=MESSAGES)
    assert sorted(mail.subject for mail in mails()) == ["邮件 b", "邮件 c"]
    assert "没有未送达的邮件" in system.get(MESSAGES).text
    session.refresh(refused)
    assert refused.payload == {}  # it may have carried a link that lets in


def test_all_that_were_refused_are_sent_again_but_not_what_may_have_arrived(
    system: PageClient, session: Session, mails: Callable[[], list[Mail]]
) -> None:
    failed(session, "a", parked=True, error="收件方拒收：550 mailbox full")
    failed(session, "b", parked=True, error=INTERRUPTED, handed_at=clock.now())
    system.post(f"{MESSAGES}/retry", form=MESSAGES)
    assert [mail.subject for mail in mails()] == ["邮件 a"]


def test_what_was_sent_or_set_aside_is_not_sent_again(
    system: PageClient, session: Session, mails: Callable[[], list[Mail]]
) -> None:
    sent = failed(session, "a", sent_at=clock.now())
    aside = failed(session, "b", parked=True, error="550", dismissed_at=clock.now())
    for row in (sent, aside):
        system.forge(f"{MESSAGES}/{row.id}/retry", status=409)
        system.forge(f"{MESSAGES}/{row.id}/dismiss", status=409)
    system.forge(f"{MESSAGES}/424242/retry", status=404)
    system.forge(f"{MESSAGES}/424242/dismiss", status=404)
    system.forge(f"{MESSAGES}/retry", status=303)
    assert mails() == []


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
