"""Asking a side by the way that reaches it."""

from sqlalchemy import select

from matchmaker.core import clock
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.models import Deal, Side
from matchmaker.deals.services.invitations import remind
from matchmaker.organizations.models import OneTimeLink
from tests.factories.catalog import make_achievement, make_need
from tests.unit.deals.conftest import Stage


def test_without_account_the_contact_gets_a_mail_with_a_link(stage: Stage) -> None:
    deal = stage.open(achievement=make_achievement(stage.session))
    mail = next(payload for payload in stage.told("deal.invited") if "to" in payload)
    assert mail["to"] == deal.achievement.organization.contact_email
    assert mail["href"].startswith("/answers/")
    link = stage.session.scalars(select(OneTimeLink)).one()
    assert deal.reply_due_at is not None
    assert link.expires_at > deal.reply_due_at
    assert (link.organization_id, link.subject_id) == (deal.achievement_organization_id, deal.id)


def test_without_account_and_mail_nothing_is_sent(stage: Stage) -> None:
    need = make_need(stage.session)
    need.organization.contact_email = ""
    stage.session.commit()
    stage.open(need=need)
    assert stage.told_users("deal.invited") == {stage.members[Side.ACHIEVEMENT].id}
    assert all("to" not in payload for payload in stage.told("deal.invited"))


def test_a_reminder_is_another_message_than_the_invitation(stage: Stage) -> None:
    deal, actor = stage.open(), stage.officer_actor
    for _time in range(2):
        transact(stage.session, lambda inner: remind(inner, inner.get_one(Deal, deal.id), Side.NEED, actor=actor))
    (told,) = stage.told("deal.reminder")
    assert told["title"].startswith("催办：")
    assert clock.today().strftime("%Y") in told["body"]
