from sqlalchemy.orm import Session

from matchmaker.matching.models import SuggestionState
from tests.factories.matching import make_suggestion
from tests.support.commands import Commands


def test_a_migrated_database_agrees_with_the_models(commands: Commands) -> None:
    commands.run("db", "upgrade")
    assert "一致" in commands.run("db", "check").stderr


def test_the_database_goes_down_and_up_again(commands: Commands) -> None:
    commands.run("db", "downgrade", "base")
    assert "matchmaker db upgrade" in commands.run("check", status=1).stderr
    commands.run("db", "upgrade")
    assert commands.json("check")["ok"] is True


def test_a_breach_is_named_with_its_rows(commands: Commands, session: Session) -> None:
    row = make_suggestion(session, SuggestionState.APPROVED)
    session.rollback()
    found = commands.json("check", status=1)
    assert [(breach["name"], breach["rows"]) for breach in found["breaches"]] == [
        ("suggestion_approved_has_deal", [[row.id]])
    ]
