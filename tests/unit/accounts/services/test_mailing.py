"""From inbox to mailbox: once, when it is wanted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.accounts.jobs import deliver_notice
from matchmaker.accounts.models import MailPreference, Notice
from matchmaker.accounts.queries import mail_preference
from matchmaker.accounts.services.inbox import mark_read
from matchmaker.accounts.services.mail_choice import QuietTime, choose
from matchmaker.accounts.services.mailing import LISTED, pass_on
from matchmaker.accounts.services.notices import Message, notify
from matchmaker.accounts.topics import MailMode, Topic
from matchmaker.app.wiring import job_registry
from matchmaker.config import Settings
from matchmaker.core import clock, outbox
from matchmaker.core.clock import CHINA
from matchmaker.core.jobs import Job, JobRun
from matchmaker.core.outbox import OutboxMessage
from matchmaker.core.unit_of_work import transact
from matchmaker.core.worker import Worker
from tests.factories.accounts import make_user, prefer
from tests.factories.base import MAKER
from tests.support.mail import Mail
from tests.support.race import race

Mails = Callable[[], list[Mail]]
KINDS = {Topic.DUTIES: "deal.invited", Topic.DEALS: "deal.advanced", Topic.RECORDS: "need.published"}
MONDAY = datetime(2026, 3, 2, 9, tzinfo=CHINA)


def tell(session: Session, user_id: int, title: str, topic: Topic = Topic.DEALS) -> None:
    message = Message(KINDS[topic], title, "请查看。", "/deals/1")
    transact(session, lambda inner: notify(inner, [user_id], message, dedup_key=f"{title}:{topic}"))


def test_a_night_is_not_disturbed(session: Session, mails: Mails) -> None:
    user = make_user(session, email="wen@unit.example")
    prefer(session, user, quiet_from=22, quiet_until=7)
    with clock.frozen(MONDAY.replace(hour=23)):
        tell(session, user.id, "夜里的事")
        assert mails() == []
    with clock.frozen(MONDAY.replace(hour=7) + timedelta(days=1)):
        assert [mail.subject for mail in mails()] == ["夜里的事"]


def test_a_digest_is_one_mail_and_leaves_out_what_was_read(session: Session, mails: Mails) -> None:
    user = make_user(session, email="wen@unit.example")
    prefer(session, user, deals=MailMode.DAILY, records=MailMode.DAILY, duties=MailMode.WEEKLY)
    with clock.frozen(MONDAY):
        for title in ("甲", "乙", "丙"):
            tell(session, user.id, title)
        tell(session, user.id, "丁", Topic.RECORDS)
        tell(session, user.id, "戊", Topic.DUTIES)
        assert mails() == []
        transact(session, lambda inner: mark_read(inner.scalars(select(Notice).order_by(Notice.id)).all()[0]))
    with clock.frozen(MONDAY + timedelta(days=1)):
        (mail,) = mails()
        assert mail.subject == "消息汇总：3 条未读"
        assert [title for title in "甲乙丙丁戊" if f"· {title}（" in mail.body] == ["乙", "丙", "丁"]
    with clock.frozen(MONDAY + timedelta(days=3)):
        assert len(mails()) == 1  # nothing new, no mail
    with clock.frozen(MONDAY + timedelta(days=7)):
        assert "· 戊（" in mails()[-1].body


def test_a_long_digest_counts_what_it_does_not_list(session: Session, mails: Mails) -> None:
    user = make_user(session, email="wen@unit.example")
    prefer(session, user, deals=MailMode.DAILY)

    def many(inner: Session) -> None:
        for number in range(LISTED + 5):
            row = Notice(user_id=user.id, dedup_key=f"k{number}", kind="deal.x", title="事", topic=Topic.DEALS)
            row.created_at, row.mail_waits = MONDAY, True
            inner.add(row)
        pass_on(inner, user.id)

    with clock.frozen(MONDAY):
        transact(session, many)
    with clock.frozen(MONDAY + timedelta(days=1)):
        (mail,) = mails()
    assert "另有 5 条" in mail.body


def test_two_workers_mail_it_once(session: Session, sessions: sessionmaker[Session], mails: Mails) -> None:
    user = make_user(session, email="wen@unit.example")
    row = Notice(user_id=user.id, dedup_key="k", kind="deal.x", title="事", topic=Topic.DEALS, mail_waits=True)
    transact(session, lambda inner: inner.add(row))
    race(sessions, [lambda each: transact(each, lambda inner: pass_on(inner, user.id))] * 4)
    assert len(mails()) == 1


steps = st.lists(
    st.one_of(
        st.tuples(st.just("tell"), st.sampled_from(sorted(KINDS))),
        st.tuples(st.just("wait"), st.integers(1, 90)),
        st.tuples(
            st.just("choose"),
            st.tuples(
                st.fixed_dictionaries({topic: st.sampled_from(sorted(MailMode)) for topic in KINDS}),
                st.none() | st.tuples(st.integers(0, 11), st.integers(12, 23)),
                st.booleans(),
            ),
        ),
    ),
    min_size=4,
    max_size=14,
)


@tried(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_each_is_told_once_whatever_is_chosen_when(
    session: Session, sessions: sessionmaker[Session], settings: Settings, story: list[tuple[str, Any]]
) -> None:
    """Never twice, never in quiet time, and not at all only where that was chosen."""
    started = _Story(session, Worker(sessions, job_registry(), settings, name="test"))
    for step, value in story:
        getattr(started, step)(value)
    started.choose(({}, None, False))
    started.wait(24 * 40)
    started.judge()


class _Story:
    """What happens to one person's notices, hour by hour, and what was mailed of them."""

    def __init__(self, session: Session, worker: Worker) -> None:
        self.session, self.worker, self.now = session, worker, MONDAY
        transact(session, self._forget)
        self.user_id = make_user(session, email="wen@unit.example").id
        self.told: dict[str, bool] = {}
        self.mailed: Counter[str] = Counter()
        channels = {"notice": deliver_notice, "mail": self._take}
        worker.registry.handlers[outbox.DELIVER] = [outbox.deliverer(channels)]
        self.quiet: tuple[int, int] | None = None

    def tell(self, topic: Topic) -> None:
        """Something happens; whether it is ever mailed may still change."""
        title = f"第{len(self.told)}件"
        with clock.frozen(self.now):
            wanted = mail_preference(self.session, self.user_id).mode(topic) is not MailMode.NONE
            self.session.rollback()
            self.told[title] = wanted
            tell(self.session, self.user_id, title, topic)
            self.worker.drain()

    def wait(self, hours: int) -> None:
        """Time passes, in steps that meet the jobs that wait."""
        until = self.now + timedelta(hours=hours)
        while self.now < until:
            self.session.rollback()
            soonest = self.session.scalar(select(func.min(Job.run_at)).where(Job.status == "queued"))
            self.now = min(until, max(soonest or until, self.now + timedelta(minutes=1)))
            with clock.frozen(self.now):
                self.worker.drain()

    def choose(self, choice: tuple[dict[Topic, MailMode], tuple[int, int] | None, bool]) -> None:
        """The person changes their mind; what was waiting for a topic that is off now may be dropped."""
        modes, self.quiet, working_days_only = choice
        start, end = self.quiet or (None, None)
        quiet = QuietTime(start, end, working_days_only)
        with clock.frozen(self.now):
            self.session.rollback()
            for notice in self.session.scalars(select(Notice).where(Notice.mail_waits.is_(True))):
                if modes.get(Topic(notice.topic)) is MailMode.NONE:
                    self.told[notice.title] = False
            transact(self.session, lambda inner: choose(inner, self.user_id, modes, quiet, actor=MAKER))
            self.worker.drain()

    def judge(self) -> None:
        """Exactly once what was wanted, at most once what was not."""
        assert all(self.mailed[title] == 1 for title, wanted in self.told.items() if wanted), (self.told, self.mailed)
        assert all(number == 1 for number in self.mailed.values())

    def _take(self, _run: JobRun, payload: dict[str, Any], _key: str) -> None:
        titles = [item["title"] for item in payload["items"]] if "items" in payload else [payload["title"]]
        self.mailed.update(titles)
        if self.quiet:
            assert not self.quiet[0] <= self.now.astimezone(CHINA).hour < self.quiet[1]

    @staticmethod
    def _forget(session: Session) -> None:
        for model in (Job, OutboxMessage, Notice, MailPreference):
            session.execute(delete(model))
