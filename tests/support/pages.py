"""A page as the browser would read it, and what every page of the site must keep to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.datastructures import Headers

CONTROLS = ("input", "select", "textarea")
UNLABELLED_KINDS = {"hidden", "submit", "button", "image", "reset"}
FORBIDDEN_ATTRIBUTES = ("style", "hx-on")
# What a template writes when a value is missing or was not meant to be shown as it is.
LEAKS = re.compile(r"\bNone\b|\{\{|\{%|\bUndefined\b|<[a-z]+ object at|%\([a-z_]+\)[sd]|\[object ")
NEVER_THE_SAME = re.compile(r'(name="(?:csrf_token|idempotency_key)" value=)"[^"]*"')
REQUIRED_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}


def lasting(source: str, headers: Mapping[str, str] | Headers) -> str:
    """The source of a page without what differs on every request: its number, tokens and keys."""
    return NEVER_THE_SAME.sub(r"\1", source.replace(headers.get("X-Request-Id") or "\0", ""))


def words(element: Element) -> str:
    """All text under an element, with runs of white space made one space."""
    return " ".join("".join(element.itertext()).split())


@dataclass(frozen=True)
class Form:
    """A form of a page with the values it would send if nobody touched it."""

    element: Element
    action: str
    method: str
    values: tuple[tuple[str, str], ...]

    @property
    def names(self) -> set[str]:
        """The names of all its controls, ticked or not."""
        return {name for control in _controls(self.element) if (name := control.get("name"))}

    def value(self, name: str) -> str:
        """The present value of one field; KeyError when the form would not send it."""
        return dict(self.values)[name]

    def button(self, label: str) -> Element | None:
        """The button that carries this text."""
        return next((each for each in self.element.iter("button") if label in words(each)), None)


def _controls(element: Element) -> Iterator[Element]:
    """The controls under an element, without those of a template that no browser sends."""
    for each in element:
        if each.tag in CONTROLS:
            yield each
        elif each.tag != "template":
            yield from _controls(each)


def _sent(control: Element) -> list[str]:
    kind = control.get("type", "text")
    if control.get("disabled") is not None or kind in {"submit", "button", "file", "reset", "image"}:
        return []
    if kind in {"checkbox", "radio"}:
        return [control.get("value", "on")] if control.get("checked") is not None else []
    if control.tag == "textarea":
        return ["".join(control.itertext()).removeprefix("\n")]
    if control.tag == "select":
        return _chosen(control)
    return [control.get("value", "")]


def _chosen(select: Element) -> list[str]:
    options = [each for each in select.iter("option") if each.get("disabled") is None]
    chosen = [each for each in options if each.get("selected") is not None]
    if not chosen and select.get("multiple") is None:
        chosen = options[:1]
    return [each.get("value", words(each)) for each in chosen]


@dataclass(frozen=True)
class Page:
    """An answer with HTML. Made by the page client, which also checks it."""

    path: str
    status: int
    headers: dict[str, str]
    source: str
    root: Element
    parse_errors: tuple[str, ...]

    @classmethod
    def read(cls, path: str, status: int, headers: dict[str, str], source: str) -> Page:
        """Parse ``source`` the way browsers do, noting where it is not valid."""
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        root = parser.parse(source)
        errors = tuple(f"{kind} {details} at {place}" for place, kind, details in parser.errors)
        return cls(path, status, headers, source, root, errors)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Every element of this tag with these attributes (``class_`` matches one class)."""
        wanted = dict(attributes)
        class_name = wanted.pop("class_", None)
        return [
            each
            for each in self.root.iter(tag)
            if all(each.get(name.replace("_", "-")) == value for name, value in wanted.items())
            and (class_name is None or class_name in each.get("class", "").split())
        ]

    @property
    def comparable(self) -> str:
        """The source without what differs on every request."""
        return lasting(self.source, self.headers)

    @property
    def location(self) -> str:
        """Where a redirect points."""
        return self.headers["Location"]

    @property
    def code(self) -> str:
        """The error code of a failed request."""
        return self.headers.get("X-Error-Code", "")

    @property
    def title(self) -> str:
        return words(self.all("title")[0])

    @property
    def heading(self) -> str:
        return words(self.all("h1")[0])

    @property
    def main(self) -> Element:
        return self.all("main")[0]

    @property
    def text(self) -> str:
        """What the main part of the page says."""
        return words(self.main)

    @property
    def links(self) -> dict[str, str]:
        """Addresses by the text of their links, in the main part."""
        return {words(each): each.get("href", "") for each in self.main.iter("a")}

    @property
    def messages(self) -> str:
        """What the page says about what has just been done."""
        return " ".join(words(each) for each in self.root.iter() if each.get("id") == "messages")

    @property
    def error_summary(self) -> str:
        """The list of what has to be changed in a form, or nothing."""
        return " ".join(words(each) for each in self.all("div", class_="error-summary"))

    @property
    def forms(self) -> list[Form]:
        """The forms in the main part."""
        return [self._read_form(each) for each in self.main.iter("form")]

    def _read_form(self, element: Element) -> Form:
        return Form(
            element=element,
            action=element.get("action") or self.path,
            method=element.get("method", "get").lower(),
            values=tuple(
                (control.get("name", ""), value)
                for control in _controls(element)
                if control.get("name")
                for value in _sent(control)
            ),
        )

    def form(self, button: str | None = None, *, action: str | None = None) -> Form:
        """The one form with this button or address; AssertionError unless there is just one.

        Forms of the frame (search, sign-out) are looked at when the main part has none.
        """
        everywhere = [self._read_form(each) for each in self.root.iter("form")]
        in_main = [each for each in self.forms if _is_wanted(each, button, action)]
        found = in_main or [each for each in everywhere if _is_wanted(each, button, action)]
        known = sorted({f"{each.method} {each.action}" for each in everywhere})
        assert len(found) == 1, (
            f"{len(found)} forms with button {button!r}, action {action!r} on {self.path}; it has {known}"
        )
        return found[0]


def _is_wanted(form: Form, button: str | None, action: str | None) -> bool:
    if button is not None and form.button(button) is None:
        return False
    return action is None or action in {form.action, urlsplit(form.action).path}


def faults(page: Page) -> list[str]:
    """Everything on this page that breaks a rule all pages keep to; empty when good."""
    checks = (_invalid, _headings, _labels, _identifiers, _references, _forms, _inline, _headers, _leaks)
    return [fault for check in checks for fault in check(page)]


def _invalid(page: Page) -> Iterator[str]:
    yield from (f"invalid HTML: {error}" for error in page.parse_errors)
    if not page.all("html")[0].get("lang"):
        yield "no language"


def _headings(page: Page) -> Iterator[str]:
    headings = [words(each) for each in page.all("h1")]
    if len(headings) != 1:
        yield f"{len(headings)} h1: {headings}"
    elif not headings[0] or page.title.rpartition(" - ")[0] != headings[0]:
        yield f"title {page.title!r} is not the h1 {headings[0]!r} and the site's name"
    if len(page.all("main")) != 1:
        yield "not just one main"


def _labels(page: Page) -> Iterator[str]:
    labelled = {each.get("for") for each in page.all("label")}
    wrapped = {id(control) for label in page.all("label") for control in _controls(label)}
    for control in _controls(page.root):
        named = control.get("aria-label") or control.get("aria-labelledby")
        if control.get("type") in UNLABELLED_KINDS or named or id(control) in wrapped:
            continue
        if control.get("id") is None or control.get("id") not in labelled:
            yield f"no label: {control.tag} {control.get('name')}"
    for button in [*page.all("button"), *page.all("a")]:
        if not words(button) and not button.get("aria-label") and not _drawn_label(button):
            yield f"no name: {button.tag} {dict(button.attrib)}"


def _drawn_label(element: Element) -> bool:
    return any(each.get("aria-label") or each.get("alt") for each in element.iter())


def _identifiers(page: Page) -> Iterator[str]:
    counted = Counter(each.get("id") for each in page.root.iter() if each.get("id"))
    yield from (f"id twice: {name}" for name, count in counted.items() if count > 1)


def _references(page: Page) -> Iterator[str]:
    known = {each.get("id") for each in page.root.iter()}
    for each in page.root.iter():
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            yield from (
                f"{each.tag} {name} points at nothing: {target}"
                for target in each.get(name, "").split()
                if target not in known
            )


def _forms(page: Page) -> Iterator[str]:
    for element in page.all("form"):
        if element.get("method", "get").lower() != "post":
            continue
        names = {each.get("name") for each in _controls(element)}
        action = element.get("action") or page.path
        if "csrf_token" not in names:
            yield f"no csrf_token in the form for {action}"
        keyless = element.get("data-no-key") is not None or action.split("?")[0] == "/sign-in"
        if "idempotency_key" not in names and not keyless:
            yield f"no idempotency_key in the form for {action}"


def _inline(page: Page) -> Iterator[str]:
    for each in page.root.iter():
        if not isinstance(each.tag, str):
            continue  # a comment
        for name in each.attrib:
            if name in FORBIDDEN_ATTRIBUTES or (name.startswith("on") and name.isalpha()):
                yield f"{each.tag} has {name}="
        if each.tag == "script" and not each.get("src") and "json" not in each.get("type", ""):
            yield "inline script"
        if each.tag == "style":
            yield "inline style"


def _headers(page: Page) -> Iterator[str]:
    policy = page.headers.get("Content-Security-Policy", "")
    if not policy or "unsafe" in policy:
        yield f"content security policy: {policy!r}"
    for name, value in REQUIRED_HEADERS.items():
        if page.headers.get(name) != value:
            yield f"header {name}: {page.headers.get(name)!r}"
    if page.status >= 400 and not page.headers.get("X-Error-Code"):
        yield "an error without X-Error-Code"


def _leaks(page: Page) -> Iterator[str]:
    shown = " ".join(words(each) for each in page.all("main"))
    yield from (
        f"{match.group()!r} in the text: …{match.string[max(0, match.start() - 20) : match.end() + 20]}…"
        for match in LEAKS.finditer(shown)
    )


def checked(path: str, status: int, headers: Any, source: str) -> Page:
    """The page, after AssertionError with a list when it breaks a rule."""
    page = Page.read(path, status, dict(headers), source)
    found = faults(page)
    assert not found, f"{path} ({status}):\n" + "\n".join(found)
    return page
