"""What the database lets stand about mail."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.accounts.models import MailPreference
from matchmaker.accounts.topics import CHOSEN, MailMode, Topic
from tests.factories.accounts import make_user, prefer


def test_whoever_has_chosen_nothing_gets_each_at_once() -> None:
    preference = MailPreference.usual(1)
    assert {preference.mode(topic) for topic in Topic} == {MailMode.AT_ONCE}


def test_what_concerns_the_account_cannot_be_chosen() -> None:
    preference = MailPreference.usual(1)
    for topic in CHOSEN:
        setattr(preference, topic, MailMode.NONE)
    assert [topic for topic in Topic if preference.mode(topic) is not MailMode.NONE] == [Topic.ACCOUNT]


@pytest.mark.parametrize(
    "values",
    [
        {"quiet_from": 22},
        {"quiet_until": 7},
        {"quiet_from": 7, "quiet_until": 7},
        {"quiet_from": 24, "quiet_until": 7},
        {"deals": "hourly"},
    ],
)
def test_impossible_choices_are_refused(session: Session, values: dict[str, object]) -> None:
    with pytest.raises(IntegrityError):
        prefer(session, make_user(session), **values)
