"""A page that is not there still helps, at every width and for every reader."""

import pytest

from tests.support.browser import DESK, PHONE, OpenBrowser

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_missing_page_is_readable(browse: OpenBrowser, width: int) -> None:
    visit = browse(width=width)
    answer = visit.page.goto("/nothing-here")
    assert answer is not None
    assert answer.status == 404
    visit.check()
