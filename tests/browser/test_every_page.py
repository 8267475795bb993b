"""Every page of every role, on a phone, a tablet and a desk: nobody is shut out of any.

The pages are those of the test of permissions, in one city and one browser. A page is looked at
unless all it is made of was looked at before: one role's page is mostly another's.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest
from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy.orm import Session

from matchmaker.web.actor import cookie_name
from tests.functional.test_pages import readers
from tests.support.barriers import barriers, sideways
from tests.support.browser import HEIGHT, PHONE, REFLOW, TABLET, WIDE, Visit
from tests.support.matrix import Person, World, build
from tests.support.novelty import Novelty

# Shows every component twice and more; test_components.py looks at it.
NOT_A_PAGE = "gallery.components"


@dataclass
class Windows:
    """One window for each person, opened when it is needed first."""

    app: Flask
    browser: Browser
    site: str
    closing: ExitStack
    opened: dict[str, Visit] = field(default_factory=dict)

    def of(self, person: Person) -> Visit:
        """The person's window, signed in as the person's client is."""
        if person.name not in self.opened:
            self.opened[person.name] = self._open(person)
        return self.opened[person.name]

    def _open(self, person: Person) -> Visit:
        context = self.closing.enter_context(self.browser.new_context(base_url=self.site, locale="zh-CN"))
        with self.app.app_context():
            name = cookie_name()
        cookie = person.client.raw.get_cookie(name)
        if cookie is not None:
            context.add_cookies([{"name": name, "value": cookie.value, "url": self.site}])
        visit = Visit(context.new_page())
        visit.watch()
        return visit


@pytest.fixture
def world(app: Flask, session: Session) -> World:
    return build(app, session)


@pytest.fixture
def windows(app: Flask, chromium: Browser, site: str) -> Iterator[Windows]:
    with ExitStack() as closing:
        yield Windows(app, chromium, site, closing)


@pytest.mark.one_database
def test_nobody_is_shut_out_of_any_page_at_any_width(app: Flask, world: World, windows: Windows) -> None:
    """No violation of WCAG 2.2 A or AA, no error in the browser, targets for fingers, no sideways scrolling."""
    novelty, looked_at = Novelty(), 0
    found: list[str] = []
    for question, person in readers(app, world):
        if question.endpoint == NOT_A_PAGE:
            continue
        answer = person.client.answer(question.path)
        if answer.status_code != 200 or answer.mimetype != "text/html" or not novelty.has(answer.text):
            continue
        if "<html" not in answer.text:
            continue  # a part for a script to put into a page
        looked_at += 1
        visit = windows.of(person)
        visit.page.set_viewport_size({"width": PHONE, "height": HEIGHT})
        visit.page.goto(question.path)
        for width in (PHONE, TABLET, WIDE):
            visit.page.set_viewport_size({"width": width, "height": HEIGHT})
            found += [f"{question.endpoint} as {person.name} at {width}: {each}" for each in barriers(visit.page)]
        visit.page.set_viewport_size({"width": REFLOW, "height": HEIGHT})
        found += [f"{question.endpoint} as {person.name}: {each}" for each in [*sideways(visit.page), *visit.troubles]]
        visit.troubles.clear()
    assert looked_at > 50
    assert not found, "\n" + "\n".join(found)
