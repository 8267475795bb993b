"""Somebody at a browser who finds things by what is written on them, and looks at every page reached."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.support.album import Album
from tests.support.barriers import NAVIGATION_SHOWN
from tests.support.browser import Visit

ADDRESS = re.compile(r"https?://[^/\s]+(/\S+)")


def _labelled(label: str) -> re.Pattern[str]:
    """The label itself, whatever mark (必填, 提交时必填) stands behind it."""
    return re.compile(rf"^\s*{re.escape(label)}(\s|$)")


@dataclass
class Walker:
    """One person's window. Every step that leads to another page ends with a look at it."""

    visit: Visit
    album: Album

    @property
    def page(self) -> Page:
        return self.visit.page

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def is_on_a_phone(self) -> bool:
        return (self.page.viewport_size or {"width": 0})["width"] < NAVIGATION_SHOWN

    # ------------------------------------------------------------ looking

    def look(self, guide: str = "") -> None:
        """Check the page as it stands; ``guide`` names its picture there."""
        self.album.add(self.page, guide)
        self.visit.check()

    def sees(self, *words: str) -> None:
        """Each of ``words`` can be read on the page."""
        for each in words:
            expect(self.main.get_by_text(each).filter(visible=True).first).to_be_visible()

    def refused(self, *words: str) -> None:
        """The form came back, says why, and the eye is led there."""
        summary = self.page.locator(".error-summary, .field-error").filter(visible=True).first
        expect(summary).to_be_visible()
        self.sees(*words)
        self.look()

    def one_time_link(self) -> str:
        """The address in the text that is to be sent to somebody without an account."""
        texts = [each.input_value() for each in self.main.locator("textarea[readonly]").all()]
        return next(found.group(1) for found in map(ADDRESS.search, texts) if found)

    # ------------------------------------------------------------ going

    def opens(self, address: str, *, guide: str = "") -> None:
        """Type an address or open one from a mail: for the start page and for one-time links."""
        self.page.goto(address)
        self.look(guide)

    def signs_in(self, login: str, password: str) -> None:
        """Come in by the front door and arrive at the workbench."""
        self.page.goto("/")
        self.follows_in_head("登录")
        self.writes({"登录名": login, "密码": password})
        self.presses("登录")
        self.look()

    def goes_to(self, name: str) -> None:
        """Follow the head's link ``name`` and look."""
        self.follows_in_head(name)
        self.look()

    def follows_in_head(self, name: str) -> None:
        """A phone keeps these links behind a button."""
        if self.is_on_a_phone:
            self.page.locator("summary", has=self.page.get_by_role("img", name="菜单")).click()
        links = self.page.get_by_role("banner").or_(self.page.get_by_role("navigation"))
        folded = self.page.locator(".site-nav details", has=self.page.locator("a", has_text=_labelled(name)))
        if not self.is_on_a_phone and folded.count():
            folded.locator("summary").click()
        self._leaving(links.get_by_role("link", name=_labelled(name)).filter(visible=True).first)

    def follows(self, words: str, *, guide: str = "") -> None:
        """Follow the first link of the page that has ``words`` in its text."""
        self._leaving(self.main.get_by_role("link", name=words).filter(visible=True).first)
        self.look(guide)

    def presses(self, name: str) -> None:
        """Press a button that sends a form."""
        self._leaving(self.main.get_by_role("button", name=_labelled(name)).filter(visible=True).first)

    def _leaving(self, target: Locator) -> None:
        with self.page.expect_navigation():
            target.click()

    # ------------------------------------------------------------ filling in

    def field(self, label: str, within: Locator | None = None) -> Locator:
        """The field with this label."""
        named = (within or self.main).get_by_label(_labelled(label))
        return named.and_(self.page.locator("input, select, textarea")).filter(visible=True).first

    def writes(self, texts: Mapping[str, str], within: Locator | None = None) -> None:
        """Label → what is typed or chosen there."""
        for label, text in texts.items():
            field = self.field(label, within)
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(label=text)
            else:
                field.fill(text)

    def writes_rows(self, legend: str, row_label: str, rows: list[dict[str, str]]) -> None:
        """Fill one row after the other, adding those that are missing."""
        whole = self.main.get_by_role("group", name=_labelled(legend))
        for number, texts in enumerate(rows, start=1):
            row = whole.get_by_role("group", name=f"{row_label} {number}", exact=True)
            if not row.count():
                whole.get_by_role("button", name=_labelled("添加一行")).press("Enter")
            self.writes(texts, row)

    def ticks(self, *labels: str) -> None:
        """Tick boxes and choose among radio buttons, with the space bar."""
        for label in labels:
            box = self.main.get_by_label(label, exact=True)
            box.focus()
            self.page.keyboard.press("Space")
            expect(box).to_be_checked()
