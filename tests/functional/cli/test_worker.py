"""`matchmaker worker`: does what is due, and stops when asked."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import sleep

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import Notice
from matchmaker.accounts.services.notices import Message, notify
from matchmaker.core.jobs import Job
from matchmaker.core.unit_of_work import transact
from tests.factories.accounts import make_user
from tests.support.command import Command

MATCHMAKER = Path(sys.executable).with_name("matchmaker")
LOOKS, SECONDS_BETWEEN_LOOKS = 600, 0.1


def test_once_does_what_is_due_and_ends(command: Command, session: Session) -> None:
    user = make_user(session)
    told = Message("test.told", "您好")
    transact(session, lambda inner: notify(inner, [user.id], told, dedup_key="test"))
    command("worker", "--once")
    assert session.scalars(select(Notice.title).where(Notice.user_id == user.id)).all() == ["您好"]
    assert set(session.scalars(select(Job.status))) == {"done"}


def test_a_polite_kill_ends_it_in_good_order(command: Command, session: Session) -> None:
    settings = command.settings
    places = {
        "MATCHMAKER_DATABASE_URL": settings.database_url,
        "MATCHMAKER_DATA_DIR": str(settings.data_dir),
        "MATCHMAKER_ENV": "testing",
    }
    user = make_user(session)
    transact(session, lambda inner: notify(inner, [user.id], Message("test.told", "您好"), dedup_key="test"))
    with subprocess.Popen([MATCHMAKER, "worker"], env=os.environ | places, stderr=subprocess.DEVNULL) as process:
        for _look in range(LOOKS):
            if session.scalar(select(Notice.id)) is not None or process.poll() is not None:
                break
            sleep(SECONDS_BETWEEN_LOOKS)
        process.send_signal(signal.SIGTERM)
        process.wait()
    assert process.returncode == 0
    assert session.scalar(select(Notice.id)) is not None
