"""Looking at a page finds what it is there to find."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.barriers import barriers
from tests.support.browser import HEIGHT, PHONE, WIDE

FRAME = "<!doctype html><html lang=zh-CN><title>试页</title><main><h1>试页</h1>{}</main>"
SOUND = '<p><button style="min-height: 44px">提交</button></p>'


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": PHONE, "height": HEIGHT})
    yield page
    page.close()


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('<p style="color: #999; background: #fff">看不清</p>', "color-contrast"),
        ('<input style="height: 44px">', "label"),
        ("<h4>跳过了两级</h4>", "heading-order"),
        ('<a href="/1" style="font-size: 10px">小</a><a href="/2" style="font-size: 10px">小</a>', "target-size"),
        ('<p style="width: 900px">太宽</p>', "scrolls sideways"),
        ("<button>矮</button>", "pixels high"),
    ],
)
def test_a_barrier_is_found_whatever_its_weight(page: Page, body: str, fault: str) -> None:
    page.set_content(FRAME.format(body))
    assert any(fault in each for each in barriers(page)), barriers(page)


def test_a_sound_page_has_none(page: Page) -> None:
    page.set_content(FRAME.format(SOUND))
    assert barriers(page) == []


def test_a_pointer_hits_what_a_finger_does_not(page: Page) -> None:
    page.set_content(FRAME.format("<button>矮而够用的</button>"))
    page.set_viewport_size({"width": WIDE, "height": HEIGHT})
    assert barriers(page) == []
