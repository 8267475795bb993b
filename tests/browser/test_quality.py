"""The open quality page at every width, with decisions and without."""

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from matchmaker.core.unit_of_work import transact
from matchmaker.deals.models import DealState
from matchmaker.matching.models import Suggestion, SuggestionState
from tests.factories.deals import make_deal
from tests.factories.matching import make_suggestion
from tests.support.browser import DESK, PHONE, OpenBrowser

pytestmark = pytest.mark.one_database
WIDTHS = pytest.mark.parametrize("width", [PHONE, DESK])


@WIDTHS
def test_the_page_can_be_read_by_all_before_anything_was_decided(browse: OpenBrowser, width: int) -> None:
    visit = browse(width=width)
    visit.page.goto("/quality")
    visit.check()


@WIDTHS
def test_figures_can_be_read_by_all_with_their_definitions_unfolded(
    browse: OpenBrowser, session: Session, width: int
) -> None:
    make_deal(session, DealState.INTRODUCED)
    make_suggestion(session, SuggestionState.REJECTED)
    statement = update(Suggestion).where(Suggestion.state == "rejected").values(reasons=["too_early", "cost_market"])
    transact(session, lambda inner: inner.execute(statement))
    visit = browse(width=width)
    visit.page.goto("/quality")
    for summary in visit.page.locator("details.explained > summary").all():
        summary.click()
    visit.check()
    visit.page.get_by_role("link", name="最近 12 个月").click()
    assert visit.page.locator(".switch [aria-current]").inner_text() == "最近 12 个月"
    visit.check()
