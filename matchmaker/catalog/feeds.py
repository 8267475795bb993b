"""Listings as an Atom feed (RFC 4287): what everybody may read of the newest, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from matchmaker.catalog import disclosure, public_cards
from matchmaker.catalog.contents import Record, kind_of
from matchmaker.engine.text import legible

ATOM = "http://www.w3.org/2005/Atom"
SUMMARY_LENGTH = 300
# The date of a feed without entries: it must have one, and the same at each asking.
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
register_namespace("", ATOM)


@dataclass(frozen=True, slots=True)
class Head:
    """What a feed says of itself; addresses are complete ones, ``href`` that of the page it belongs to."""

    title: str
    author: str
    self_href: str
    href: str


def changed_at(rows: Iterable[Record]) -> datetime:
    """When the newest of the listings was published or confirmed, to the second."""
    return max(map(_updated, rows), default=LONG_AGO)


def atom(head: Head, rows: Sequence[Record], names: Mapping[str, str], base_url: str) -> bytes:
    """The document; the same for the same listings, byte for byte."""
    feed = Element(_tag("feed"), {"{http://www.w3.org/XML/1998/namespace}lang": "zh-CN"})
    _text(feed, "id", head.self_href)
    _text(feed, "title", head.title)
    _text(feed, "updated", _instant(changed_at(rows)))
    SubElement(feed, _tag("link"), {"rel": "self", "type": "application/atom+xml", "href": head.self_href})
    SubElement(feed, _tag("link"), {"rel": "alternate", "type": "text/html", "href": head.href})
    _text(SubElement(feed, _tag("author")), "name", head.author)
    for row in rows:
        _entry(feed, row, names, base_url)
    document: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return document


def _entry(feed: Element, row: Record, names: Mapping[str, str], base_url: str) -> None:
    entry = SubElement(feed, _tag("entry"))
    href = f"{base_url}/{kind_of(row)}s/{row.id}"
    _text(entry, "id", href)
    _text(entry, "title", public_cards.title(row, names))
    _text(entry, "updated", _instant(_updated(row)))
    _text(entry, "published", _instant(row.published_at or LONG_AGO))
    SubElement(entry, _tag("link"), {"rel": "alternate", "type": "text/html", "href": href})
    _text(SubElement(entry, _tag("author")), "name", public_cards.organization(row, names))
    SubElement(entry, _tag("category"), {"term": kind_of(row).value})
    _text(entry, "summary", public_cards.shorten(disclosure.public_body(row), SUMMARY_LENGTH))


def _updated(row: Record) -> datetime:
    return max(each for each in (row.published_at, row.confirmed_at, LONG_AGO) if each).replace(microsecond=0)


def _instant(moment: datetime) -> str:
    return moment.replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _tag(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _text(parent: Element, name: str, text: str) -> None:
    """XML knows no control characters at all."""
    SubElement(parent, _tag(name)).text = legible(text).replace("\ufffe", " ").replace("\uffff", " ")
