"""Who is told of a deal."""

from matchmaker.accounts.services.notices import Message
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.models import Deal, Side
from matchmaker.deals.services.telling import page_of, tell_officers, tell_side
from tests.factories.accounts import make_officer
from tests.factories.catalog import make_achievement
from tests.unit.deals.conftest import Stage

MESSAGE = Message("deal.test", "标题", "正文", "/deals/1")


def test_accounts_first_then_mail_then_nothing(stage: Stage) -> None:
    deal = stage.open(achievement=make_achievement(stage.session))

    def tell(side: Side, key: str) -> bool:
        return transact(
            stage.session,
            lambda inner: tell_side(inner, inner.get_one(Deal, deal.id), side, MESSAGE, dedup_key=key),
        )

    assert tell(Side.NEED, "a")
    assert tell(Side.ACHIEVEMENT, "b")
    deal.achievement.organization.contact_email = ""
    stage.session.commit()
    assert not tell(Side.ACHIEVEMENT, "c")
    told = stage.told("deal.test")
    assert [("user_id" in payload, payload["href"]) for payload in told] == [(True, "/deals/1"), (False, "")]


def test_the_nearest_officers_and_who_opened_it_but_not_who_acts(stage: Stage) -> None:
    deal = stage.open()
    county, acting = make_officer(stage.session, "340304"), make_officer(stage.session, "340304")
    transact(
        stage.session,
        lambda inner: tell_officers(inner, inner.get_one(Deal, deal.id), MESSAGE, dedup_key="x", but=acting.id),
    )
    assert stage.told_users("deal.test") == {county.id, stage.officer.id}
    assert page_of(deal) == f"/deals/{deal.id}"
