"""The progress of a race: drawn for the eye, in a table for everybody, whole on a phone and on paper."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchmaker.challenges.models import BidState, Challenge, Mode
from matchmaker.challenges.services import conclude, settle_bid
from matchmaker.config import Settings
from matchmaker.core import clock
from tests.browser.test_print import CUT
from tests.support.album import Album
from tests.support.browser import DESK, PHONE, OpenBrowser
from tests.unit.challenges.endgame import run_round
from tests.unit.challenges.stage import Way, make_way
from tests.unit.challenges.test_whole_way import finish, pass_and_pay

NARROW_PAPER = 300
SHRUNK = """width => { document.querySelector(".chart").style.width = `${width}px`;
  return document.querySelector(".chart-drawing svg").getBoundingClientRect().width }"""


@pytest.fixture
def way(session: Session, settings: Settings) -> Way:
    """Three ran, one was out after the first round and settled, one won."""
    way = make_way(session, settings.data_dir)
    runners = sorted(way.working(bids=3, mode=Mode.RACE, places=3), key=lambda bid: bid.position)
    city = way.actor(way.officer)
    run_round(way, 88, 76, 64, keep=2)
    run_round(way, 93, 81, keep=2)
    out = {"value": 0, "reason": "没有可计价的工作。", "agreed_on": clock.today(), "actor": city}
    way.do(settle_bid.settle_bid, runners[2], **out)
    for bid in runners[:2]:
        pass_and_pay(way, bid)
    finish(way, {runners[0].id: BidState.PASSED, runners[1].id: BidState.RUNNER_UP})
    way.do(conclude.conclude, Challenge, reason="一队胜出。", actor=city)
    return way


@pytest.mark.one_database
def test_the_chart_stands_beside_its_table_on_every_screen_and_on_paper(
    browse: OpenBrowser, way: Way, album: Album
) -> None:
    for width in (PHONE, DESK):
        for visit, path in (
            (browse(width=width, user_id=way.officer.id), f"/challenges/{way.challenge_id}/race"),
            (browse(width=width), f"/challenges/{way.challenge_id}/progress"),
        ):
            page = visit.page
            page.goto(path)
            page.locator(".chart-drawing svg path").first.wait_for(state="attached")
            assert page.locator(".chart table").count() == 1
            assert page.locator(".chart-drawing").get_attribute("aria-hidden") == "true"
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, width)
            assert visit.faults() == []
            album.add(page)
            page.emulate_media(media="print")
            assert page.evaluate(CUT) == [], path
            width_on_paper = page.evaluate(SHRUNK, NARROW_PAPER)
            assert width_on_paper <= NARROW_PAPER, (path, width, width_on_paper)
