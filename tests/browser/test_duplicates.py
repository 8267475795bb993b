"""疑似重复: the list and the comparison at every width, for every reader, and by the keys."""

import pytest
from sqlalchemy.orm import Session

from matchmaker.matching.models import DuplicateState
from tests.factories.accounts import make_officer
from tests.factories.catalog import make_achievement
from tests.factories.matching import make_duplicate
from tests.support.browser import DESK, PHONE, OpenBrowser

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_list_and_comparison_can_be_read_by_all(browse: OpenBrowser, session: Session, width: int) -> None:
    visit = browse(width=width, user_id=make_officer(session).id)
    visit.page.goto("/duplicates")
    visit.check()
    first = make_achievement(session, title="30～70微米超薄柔性玻璃两步离子交换强化工艺")
    second = make_achievement(session, title="超薄柔性玻璃（30～70微米）离子交换两步强化技术", summary="另一种写法。")
    row = make_duplicate(session, lower=first, higher=second)
    make_duplicate(session, lower=second, higher=make_achievement(session), group_key=first.id, likeness=0.7)
    confirmed = make_duplicate(session, DuplicateState.CONFIRMED)
    for path in ("/duplicates", f"/duplicates/{row.id}", f"/duplicates/{confirmed.id}", "/duplicates?state=confirmed"):
        visit.page.goto(path)
        visit.check()


def test_a_pair_is_judged_and_the_next_one_opened_by_keys(browse: OpenBrowser, session: Session) -> None:
    first, second = make_duplicate(session, likeness=0.9), make_duplicate(session, likeness=0.8)
    page = browse(width=DESK, user_id=make_officer(session).id).page
    page.goto(f"/duplicates/{first.id}")
    page.keyboard.press("ArrowRight")
    page.wait_for_url(f"**/duplicates/{second.id}")
    page.goto(f"/duplicates/{first.id}")
    page.keyboard.press("2")
    page.wait_for_url(f"**/duplicates/{second.id}")
    session.refresh(first)
    assert first.state == DuplicateState.DISMISSED
