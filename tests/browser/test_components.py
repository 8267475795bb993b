"""Every component in every state can be read on a phone and at a desk, by everybody."""

from __future__ import annotations

import pytest

from tests.support.album import Album
from tests.support.barriers import barriers, contrasts
from tests.support.browser import DESK, PHONE, REFLOW, TABLET, OpenBrowser

# Higher than the page: nothing that sticks to the foot of the window lies above anything.
TALL = 20_000
TURN = "document.querySelectorAll('details').forEach(each => each.open = {})"


@pytest.mark.one_database
def test_components_fit_and_raise_no_barrier(browse: OpenBrowser, album: Album) -> None:
    visit = browse(width=DESK)
    answer = visit.page.goto("/components")
    assert answer is not None
    assert answer.ok
    found: list[str] = []
    for width in (DESK, TABLET, PHONE, REFLOW):
        visit.page.set_viewport_size({"width": width, "height": TALL})
        album.add(visit.page)
        visit.page.evaluate(TURN.format("false"))
        found += [f"at {width}: {each}" for each in barriers(visit.page)]
        visit.page.evaluate(TURN.format("true"))
        found += [f"at {width}, open: {each}" for each in contrasts(visit.page)]
    # No real page shows the same component twice under the same name.
    found = [each for each in found if "landmark-unique" not in each]
    assert not found, "\n" + "\n".join(found)
