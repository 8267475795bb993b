"""Every page of the site, for whom it is meant: sound, quick to ask for, and with no dead end."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from tests.functional.test_permissions import Answer, expected
from tests.support.matrix import Person, Question, World, build, questions
from tests.support.pages import checked

STATEMENTS = 8
# Where everything a decision needs stands on one page: the record, its kin, its story, its unit.
# A bid comes with its milestones, what was supplied and who is seated to judge it.
# A need without a strong suggestion is compared anew: the index, the nearest achievements, the words nobody uses.
MORE = {
    "catalog.review_need": 12,
    "catalog.review_achievement": 11,
    "catalog.verification": 10,
    "matching.need_suggestions": 12,
    # A pair is told whether a unit is on the infringement list; a deal shows its follow-ups.
    # What still stands in the way of each next step is looked up, step by step.
    "challenges.argument": 11,
    "challenges.argument_seat": 9,
    "challenges.case": 12,
    "challenges.county_check": 11,
    "challenges.form_argument_panel": 10,
    "challenges.formalities": 10,
    "challenges.opened_bid": 10,
    # What was decided on a contract's counterpart stands beside its signs and its kin.
    "contracts.contract": 9,
    "deals.deal": 11,
    # The year's sums, its months, last year's, targets, what was reported: figures for one meeting.
    "matching.pair": 9,
    "scouting.coverage": 9,
    "statistics.index": 10,
    "statistics.people_work": 11,
}
# Parts of pages that scripts fetch: they have no frame, and so no heading or language of their own.
PARTS = {"catalog.suggestions"}
# How often one kind of page is looked at in a crawl: the first and another.
LOOKS = 2


@pytest.fixture
def world(app: Flask, session: Session) -> World:
    return build(app, session)


def readers(app: Flask, world: World) -> Iterator[tuple[Question, Person]]:
    """Every page about every object, with one person of each role who may read it."""
    for question in questions(app, world):
        if question.method != "GET" or question.is_missing:
            continue
        roles = set()
        for person in world.people:
            if expected(question, person) is Answer.OPEN and person.actor.roles not in roles:
                roles.add(person.actor.roles)
                yield question, person


def test_every_page_keeps_the_rules_and_asks_the_database_little(app: Flask, world: World) -> None:
    """Valid, labelled, guarded by headers and tokens; few statements, the session's included."""
    found: list[str] = []
    for question, person in readers(app, world):
        if question.endpoint in PARTS:
            continue
        most = MORE.get(question.endpoint, STATEMENTS)
        answer, counted = person.client.counted(question.path)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        try:
            if counted.count > most:  # whoever comes first may have found things not yet made
                person.client.get(question.path, max_statements=most)
            checked(question.path, 200, answer.headers, answer.text)
        except AssertionError as error:
            found.append(f"{question.endpoint} as {person.name}: {str(error)[:1500]}")
    assert not found, "\n" + "\n".join(found)


def test_no_link_leads_to_a_page_that_refuses(app: Flask, world: World) -> None:
    """Whoever follows what the pages offer arrives; what is not there for them is not linked."""
    dead = [fault for person in world.people for fault in crawl(app, person)]
    assert not dead, "\n" + "\n".join(dead)


def crawl(app: Flask, person: Person) -> Iterator[str]:
    """Follow links from the start pages, a few of each kind; tell of those that do not open."""
    waiting = deque([("/", "the start")] if not person.actor.is_signed_in else [("/workbench", "the start")])
    seen, looks = {"/", "/workbench"}, Counter[str]()
    while waiting:
        path, source = waiting.popleft()
        endpoint = endpoint_of(app, path)
        looks[endpoint] += 1
        if looks[endpoint] > LOOKS:
            continue
        answer = person.client.answer(path)
        if answer.status_code in {301, 302, 303} and urlsplit(answer.headers["Location"]).path != "/sign-in":
            targets = [answer.headers["Location"]]
        elif answer.status_code != 200:
            yield f"{person.name}: {path} ({endpoint}), linked on {source}, answers {answer.status_code}"
            continue
        elif answer.mimetype == "text/html":
            targets = hrefs(answer.text)
        else:
            continue
        for target in targets:
            address = urljoin(path, target).partition("#")[0]
            if address.startswith("/") and not address.startswith(("//", "/static/")) and address not in seen:
                seen.add(address)
                waiting.append((address, path))


def hrefs(source: str) -> list[str]:
    """The addresses a page links to, and those the GET forms of its main part ask."""
    reader = _Hrefs()
    reader.feed(source)
    return [href for href in [*reader.links, *reader.asked] if href and not urlsplit(href).scheme]


class _Hrefs(HTMLParser):
    """That pages are valid is looked at elsewhere, so that a parser may read them that is quick and does not ask."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.asked: list[str] = []
        self._is_in_main = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "main":
            self._is_in_main = True
        elif tag == "a":
            self.links.append(given.get("href") or "")
        elif tag == "form" and self._is_in_main and (given.get("method") or "get").lower() == "get":
            self.asked.append(given.get("action") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._is_in_main = False


def endpoint_of(app: Flask, path: str) -> str:
    """Which view an address leads to; "none" for an address without one."""
    try:
        return str(app.url_map.bind("localhost").match(urlsplit(path).path)[0])
    except HTTPException:
        return "none"
