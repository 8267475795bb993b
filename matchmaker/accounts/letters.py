"""The words and the look of mails: one template as text, one as HTML.

Rendered by the worker, outside any request; addresses come from the settings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from matchmaker.accounts.mail_links import one_click_path, signed, visible_path
from matchmaker.accounts.topics import CHOSEN, LABELS, Topic, topic_of, why_it_comes
from matchmaker.config import Settings
from matchmaker.core import clock
from matchmaker.core.i18n import N_
from matchmaker.core.mailer import Letter

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "mail"


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a digest."""

    title: str
    link: str
    at: str


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of a digest about one topic."""

    label: str
    entries: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What a mail says; empty parts are left out. Links are whole addresses, those of the site begin with ``base``."""

    site: str
    base: str
    title: str
    paragraphs: tuple[str, ...]
    groups: tuple[Group, ...]
    more: str
    link: str
    button: str
    reason: str
    choice_link: str


def topics_of(payload: Mapping[str, Any]) -> tuple[Topic, ...]:
    """What the mail is about, as far as its reader may choose; none when it must come or has no account."""
    if "user_id" not in payload:
        return ()
    found = {Topic(item["topic"]) for item in payload["items"]} if "items" in payload else {topic_of(payload["kind"])}
    return tuple(topic for topic in CHOSEN if topic in found)


def write(settings: Settings, site: str, payload: Mapping[str, Any]) -> Letter:
    """The mail of an outbox message: ``to``, ``kind``, ``title``, ``body``, ``href``, and for a digest ``items``.

    With a ``user_id``, a mail of a topic that can be chosen carries the links that stop it (RFC 8058).
    """
    topics = topics_of(payload)
    token = signed(settings.secret_key, payload["user_id"], payload["to"], topics) if topics else ""
    content = _content(settings, site, payload, topics, token)
    headers = {
        "List-Unsubscribe": f"<{settings.base_url}{one_click_path(token)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    text, html = (_environment().get_template(name).render(letter=content) for name in ("letter.txt", "letter.html"))
    return Letter(payload["to"], payload["title"], text, html, site, headers if token else {})


def _content(
    settings: Settings, site: str, payload: Mapping[str, Any], topics: tuple[Topic, ...], token: str
) -> Content:
    href, items, more = payload.get("href") or "", payload.get("items") or [], payload.get("more") or 0
    return Content(
        site=site,
        base=f"{settings.base_url}/",
        title=payload["title"],
        paragraphs=tuple(line.strip() for line in (payload.get("body") or "").splitlines() if line.strip()),
        groups=tuple(_groups(settings, items)),
        more=N_("另有 %(n)d 条，请到平台查看。") % {"n": more} if more else "",
        link=f"{settings.base_url}{href}" if href else "",
        button=N_("打开消息页") if items else N_("打开查看"),
        reason=_reason(payload, topics),
        choice_link=f"{settings.base_url}{visible_path(token)}" if token else "",
    )


def _reason(payload: Mapping[str, Any], topics: tuple[Topic, ...]) -> str:
    if not topics:
        return why_it_comes(payload["kind"], payload.get("href") or "")
    named = N_("、").join(f"“{LABELS[topic]}”" for topic in topics)
    return N_("按您账号的设置，%(topics)s的消息会发到这个邮箱。") % {"topics": named}


def _groups(settings: Settings, items: list[dict[str, Any]]) -> Iterator[Group]:
    order = list(LABELS)
    listed = sorted(items, key=lambda item: order.index(Topic(item["topic"])))
    for topic, lines in groupby(listed, key=lambda item: Topic(item["topic"])):
        yield Group(LABELS[topic], tuple(_item(settings, line) for line in lines))


def _item(settings: Settings, line: Mapping[str, Any]) -> Item:
    at = datetime.fromisoformat(line["at"]).astimezone(clock.CHINA)
    link = f"{settings.base_url}{line['href']}" if line["href"] else ""
    return Item(line["title"], link, f"{at.month}月{at.day}日 {at:%H:%M}")


def _said(text: str, **values: object) -> str:
    return text % values if values else text


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(("html",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["_"] = _said
    return made
