"""Commands fail in one clear line, and say on standard output only what was asked for."""

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.cli import context
from matchmaker.core.errors import Conflict, DomainError, Invalid
from tests.factories.accounts import make_officer
from tests.support.command import Command


def test_one_json_document_or_one_text(capsys: pytest.CaptureFixture[str]) -> None:
    context.emit({"at": datetime(2024, 5, 6, tzinfo=UTC), "name": "需求"}, as_json=True, text="")
    assert json.loads(capsys.readouterr().out) == {"at": "2024-05-06 00:00:00+00:00", "name": "需求"}
    context.emit({}, as_json=False, text="三条")
    assert capsys.readouterr().out == "三条\n"


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (Invalid(fields={"title": ["请填写。", "太短。"]}), "title：请填写。、太短。"),
        (Invalid("没有这个单位。"), "没有这个单位。"),
    ],
)
def test_fields_at_fault_are_named(error: DomainError, line: str) -> None:
    assert context.explain(error) == line


@pytest.mark.parametrize("error", [Conflict(), OperationalError("SELECT 1", {}, Exception("gone"))])
def test_an_expected_failure_is_one_line_and_no_trace(error: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    @context.plain_errors
    def command() -> None:
        raise error

    with pytest.raises(SystemExit) as ended:
        command()
    assert ended.value.code == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_mistake_of_ours_is_not_hidden() -> None:
    @context.plain_errors
    def command() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        command()


def test_one_acts_as_the_machine_or_as_a_person(command: Command, session: Session) -> None:
    officer = make_officer(session)
    console = context.Console(command.settings, wiring=None)  # type: ignore[arg-type]
    assert console.actor(None).is_system
    assert console.actor(officer.login).user_id == officer.id
    with pytest.raises(SystemExit):
        console.actor("nobody-here")


def test_what_is_read_is_not_kept_and_what_is_written_is(command: Command, session: Session) -> None:
    officer = make_officer(session)
    console = context.Console(command.settings, wiring=None)  # type: ignore[arg-type]

    def rename(inner: Session) -> str:
        inner.get_one(User, officer.id).name = "改过的名字"
        inner.flush()
        return "done"

    assert console.read(rename) == "done"
    assert console.read(lambda inner: inner.get_one(User, officer.id).name) != "改过的名字"
    assert console.write(rename) == "done"
    assert console.read(lambda inner: inner.get_one(User, officer.id).name) == "改过的名字"
