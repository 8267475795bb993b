"""Who sees what of a deal."""

from matchmaker.catalog.models import Disclosure
from matchmaker.core.authz import Role
from matchmaker.deals.models import Deal, Side
from matchmaker.deals.viewpoints import awaited, explanation, panels, viewpoint
from tests.factories.accounts import CITY, make_user
from tests.unit.deals.conftest import Stage


def contacts(stage: Stage, deal: Deal, who: object) -> list[bool]:
    view = viewpoint(who, deal)  # type: ignore[arg-type]
    stage.session.refresh(deal)
    return [panel.contact is not None for panel in panels(deal, view)]


def test_contacts_are_shown_to_the_officer_then_to_the_sides_and_never_to_a_leader(stage: Stage) -> None:
    leader = stage.actor(make_user(stage.session, Role.LEADER, region_code=CITY))
    deal = stage.open()
    assert contacts(stage, deal, stage.officer_actor) == [True, True]
    assert contacts(stage, deal, stage.voice(Side.NEED)) == [True, False]
    for side in Side:
        stage.reply(deal, side)
    assert contacts(stage, deal, stage.voice(Side.NEED)) == [True, True]
    assert contacts(stage, deal, leader) == [False, False]


def test_a_side_knows_what_it_has_still_to_answer(stage: Stage) -> None:
    deal = stage.open()
    view = viewpoint(stage.voice(Side.NEED), deal)
    assert awaited(deal, view) == [Side.NEED]
    stage.reply(deal, Side.NEED)
    stage.session.refresh(deal)
    assert awaited(deal, view) == []
    assert awaited(deal, viewpoint(stage.officer_actor, deal)) == []


def test_the_grounds_are_whole_only_over_a_public_record(stage: Stage) -> None:
    deal = stage.open()
    side = viewpoint(stage.voice(Side.ACHIEVEMENT), deal)
    assert explanation(deal, side).parts
    deal.need.disclosure = Disclosure.MASKED
    assert not explanation(deal, side).parts
    assert explanation(deal, viewpoint(stage.officer_actor, deal)).parts


def test_a_link_leads_only_to_what_its_reader_may_open(stage: Stage) -> None:
    deal = stage.open()
    deal.need.disclosure = Disclosure.OFFICERS_ONLY
    hrefs = [panel.href for panel in panels(deal, viewpoint(stage.voice(Side.ACHIEVEMENT), deal))]
    assert hrefs == ["", f"/achievements/{deal.achievement_id}"]
    hrefs = [panel.href for panel in panels(deal, viewpoint(stage.officer_actor, deal))]
    assert hrefs == [f"/needs/{deal.need_id}", f"/achievements/{deal.achievement_id}"]
