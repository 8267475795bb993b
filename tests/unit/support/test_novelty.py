"""A page is new when it shows what none before it did, whatever it says."""

import pytest

from tests.support.novelty import Novelty

FIRST = '<ul class="list"><li><a href="/1">毛刺检测</a><br></li></ul>'


@pytest.mark.parametrize(
    ("page", "is_new"),
    [
        ('<ul class="list"><li><a href="/2">陶瓷膜</a></li><li><a href="/3">浓缩</a></li></ul>', False),
        ('<ul class="list"><li><a href="/1" download>毛刺检测</a></li></ul>', True),
        ('<ul class="list"><li><b><a href="/1">毛刺检测</a></b></li></ul>', True),
        ('<ul class="dense list"><li></li></ul>', True),
    ],
    ids=["other words and more rows", "another attribute", "another place", "another class"],
)
def test_a_page_is_new_when_an_element_of_it_is(page: str, *, is_new: bool) -> None:
    novelty = Novelty()
    assert novelty.has(FIRST)
    assert novelty.has(page) is is_new
    assert not novelty.has(page)
