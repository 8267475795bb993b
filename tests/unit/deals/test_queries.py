"""Which deals concern whom, and who speaks for a side."""

from datetime import timedelta

from sqlalchemy.orm import Session

from matchmaker.accounts.workflow import ACCOUNT
from matchmaker.core import clock
from matchmaker.core.authz import Role
from matchmaker.core.unit_of_work import transact
from matchmaker.deals import queries
from matchmaker.deals.models import Deal, DealState, Side
from tests.factories.accounts import add_role, make_officer, make_user
from tests.factories.base import MAKER
from tests.factories.catalog import make_achievement
from tests.factories.deals import make_deal
from tests.unit.deals.conftest import Stage


def ids(session: Session, query: object) -> list[int]:
    return [row.id for row in session.scalars(query).unique()]  # type: ignore[call-overload]


def test_only_offices_and_enterprises_in_office_speak(stage: Stage) -> None:
    organization = stage.need.organization
    yesterday = clock.today() - timedelta(days=1)
    make_user(stage.session, Role.RESEARCHER, organization=organization)
    past = make_user(stage.session)
    add_role(stage.session, past, Role.ENTERPRISE, organization=organization, ends_on=yesterday)
    member = stage.members[Side.NEED]
    assert queries.speakers(stage.session, organization.id) == [member.id]
    assert queries.organizations_with_speakers(stage.session, [organization.id]) == {organization.id}
    transact(stage.session, lambda inner: ACCOUNT.apply(inner, member, "suspend", actor=MAKER, reason="测试"))
    assert queries.speakers(stage.session, organization.id) == []
    assert queries.organizations_with_speakers(stage.session, [organization.id]) == set()


def test_an_officer_is_concerned_by_either_side_s_region(stage: Stage, session: Session) -> None:
    deal = stage.open(achievement=make_achievement(session, region_code="340600"))
    for region, found in (("340300", [deal.id]), ("340304", [deal.id]), ("340600", [deal.id]), ("340100", [])):
        actor = stage.actor(make_officer(session, region))
        assert ids(session, queries.concerning(actor)) == found, region


def test_a_member_is_concerned_by_its_own_deals_only(stage: Stage, session: Session) -> None:
    deal = stage.open()
    make_deal(session)
    actor = stage.voice(Side.NEED)
    assert ids(session, queries.concerning(actor)) == [deal.id]
    assert not queries.oversees(actor)
    waiting = queries.concerning(actor).where(queries.awaits(actor.organization_ids))
    assert ids(session, waiting) == [deal.id]
    stage.reply(deal, Side.NEED)
    assert ids(session, waiting) == []


def test_counts_are_by_state_with_the_late_ones_apart(stage: Stage, session: Session) -> None:
    make_deal(session, reply_due_at=clock.now() - timedelta(days=1))
    make_deal(session)
    make_deal(session, DealState.SIGNED)
    assert queries.count_by_state(session, stage.officer_actor) == {"late": 1, "invited": 2, "signed": 1}


def test_whom_nothing_but_a_phone_reaches(stage: Stage, session: Session) -> None:
    actor = stage.officer_actor
    deal = stage.open(achievement=make_achievement(session))
    owners = [deal.need_organization_id, deal.achievement_organization_id]
    assert ids(session, queries.to_call(actor)) == []
    assert queries.reached_among(session, owners) == set(owners)
    deal.achievement.organization.contact_email = ""
    session.commit()
    assert ids(session, queries.to_call(actor)) == [deal.id]
    assert queries.reached_among(session, owners) == {deal.need_organization_id}
    late = make_deal(session, reply_due_at=clock.now() - timedelta(days=1))
    assert ids(session, queries.to_call(actor)) == [late.id, deal.id]


def test_the_board_takes_the_longest_waiting_of_each_state(stage: Stage, session: Session) -> None:
    rows = [make_deal(session) for _number in range(3)]
    signed = make_deal(session, DealState.SIGNED)
    make_deal(session, DealState.CLOSED)
    assert ids(session, queries.on_board(stage.officer_actor, 2)) == [rows[0].id, rows[1].id, signed.id]


def test_a_link_is_found_in_any_condition_and_an_unknown_one_is_not(stage: Stage, session: Session) -> None:
    stage.open(achievement=make_achievement(session))
    mail = next(payload for payload in stage.told("deal.invited") if "to" in payload)
    token = mail["href"].removeprefix("/answers/")
    link = queries.link_of(session, token)
    assert link is not None
    with clock.frozen(link.expires_at + timedelta(days=1)):
        assert queries.link_of(session, token) is link
    assert queries.link_of(session, "another") is None


def test_replies_and_sides(stage: Stage) -> None:
    deal = stage.open()
    stage.reply(deal, Side.ACHIEVEMENT)
    assert set(queries.replies(stage.session, deal.id)) == {Side.ACHIEVEMENT}
    assert queries.sides_of(stage.voice(Side.NEED), deal) == [Side.NEED]
    assert queries.sides_of(stage.officer_actor, deal) == []
    loaded = stage.session.get(Deal, deal.id, options=queries.with_records(), populate_existing=True)
    assert loaded is deal
