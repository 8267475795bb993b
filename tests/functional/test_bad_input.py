"""Whatever is typed or asked, nobody gets a broken page, on either database.

Each form that a role is shown is filled with nonsense of one kind throughout and sent: the answer is
the form again with its complaints (422), a refusal, or success; never a server's error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.core.idempotency import new_key
from tests.functional.test_pages import PARTS, readers
from tests.support.matrix import Person, World, build
from tests.support.pages import Form, Page

KEPT = {"csrf_token", "idempotency_key", "version", "action"}
# These end the session that the rest of the test needs.
LEFT_OUT = {"/sign-out", "/account/erase", "/account/password"}
# All that decides which fields the forms of a page have.
FIELDS = re.compile(r'</?(?:main|form|template)\b|<(?:input|select|textarea)\b|\b(?:name|method)="[^"]*"')
NONSENSE = {
    "empty": "",
    "blank": " \u3000\n ",
    "long": "长" * 6000,
    "control": "薄\x00膜\x1b\u2028",
    "number": "-1",
    "huge": "9" * 40,
    "exponent": "1e400",
    "markup": "<script>alert(1)</script>\"'%_\\{{7*7}}",
    "surrogate": "\U0001f9ea\u200d\ufffd½",
    "date": "2026-02-30",
    "id": "9223372036854775808",
}


@pytest.fixture
def world(app: Flask, session: Session) -> World:
    return build(app, session)


def forms(app: Flask, world: World) -> Iterator[tuple[Person, Form]]:
    """Each form of the site once, with somebody who is shown it."""
    seen, read = set(), set()
    for question, person in readers(app, world):
        if question.endpoint in PARTS:
            continue
        answer = person.client.answer(question.path)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        fields = (question.endpoint, *FIELDS.findall(answer.text))
        if fields in read:
            continue  # its forms are those of a page read before
        read.add(fields)
        for form in Page.read(question.path, 200, {}, answer.text).forms:
            kind = (question.endpoint, form.method, frozenset(form.names - KEPT))
            if kind not in seen and urlsplit(form.action).path not in LEFT_OUT:
                seen.add(kind)
                yield person, form


def filled(form: Form, nonsense: str) -> dict[str, str]:
    typed = dict.fromkeys(form.names - KEPT, nonsense)
    kept = {name: value for name, value in form.values if name in KEPT}
    return {**typed, **kept}


def test_no_form_breaks_on_nonsense(app: Flask, world: World, session: Session) -> None:
    broken: list[str] = []
    shown = list(forms(app, world))
    session.rollback()  # what looked the objects up would else stay open until the database ends it
    for person, form in shown:
        for kind, nonsense in NONSENSE.items():
            status = sent(person, form, filled(form, nonsense))
            if status >= 500:
                names = sorted(form.names - KEPT)
                broken.append(f"{kind}: {person.name} {form.method} {form.action} {names}: {status}")
    assert not broken, "\n" + "\n".join(broken)


def sent(person: Person, form: Form, data: dict[str, str]) -> int:
    """The status of what the person gets for a form with ``data``."""
    if form.method == "get":
        return person.client.raw.get(form.action, query_string=data).status_code
    fresh = {"csrf_token": person.client.csrf_token(), "idempotency_key": new_key()}
    return person.client.raw.post(form.action, data={**data, **fresh}).status_code


def test_no_page_breaks_on_a_nonsensical_question(app: Flask, world: World) -> None:
    """Parameters as the page's own links and filters name them, with values nobody meant."""
    broken: list[str] = []
    asked = set()
    for question, person in readers(app, world):
        if question.row is not None or question.endpoint in asked:
            continue
        asked.add(question.endpoint)
        answer = person.client.answer(question.path)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        named = set() if question.endpoint in PARTS else asked_names(Page.read(question.path, 200, {}, answer.text))
        names = named | {"page", "q", "sort"}
        for value in ("", "薄膜 %_\\\"'", "-1", "9" * 40, "2026-02-30", "[]", "x" * 3000, "AND OR NOT ( * :"):
            path = f"{question.path}?{urlencode(dict.fromkeys(names, value))}"
            status = person.client.answer(path).status_code
            if status >= 500:
                broken.append(f"{person.name} {question.endpoint} {value[:20]!r} {sorted(names)}: {status}")
    assert not broken, "\n" + "\n".join(broken)


def asked_names(page: Page) -> set[str]:
    links = [each.get("href", "") for each in page.root.iter("a")]
    queries = [urlsplit(link).query for link in links]
    in_links = {pair.partition("=")[0] for query in queries for pair in query.split("&") if pair}
    return in_links | {name for form in page.forms if form.method == "get" for name in form.names}
