"""A search as its address says it, and the addresses of all searches one step away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Protocol

from flask import current_app, request, url_for
from flask_babel import gettext as _

from matchmaker.catalog.asked import Asked, read_asked
from matchmaker.catalog.facets import Group
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.ports import SYNONYMS, NoSynonyms, Synonyms
from matchmaker.catalog.public_queries import Candidate
from matchmaker.catalog.search.tokens import Meaning
from matchmaker.core.i18n import N_
from matchmaker.core.regions import city_of
from matchmaker.web.pagination import requested_page

MOST_OPTIONS = 16
RELEVANCE, NEWEST, MATURITY, PRICE = "relevance", "newest", "maturity", "price"


@dataclass(frozen=True, slots=True)
class Sort:
    """``key`` orders candidates that come newest first; equal ones keep that order."""

    label: str
    key: Callable[[Candidate], Any]


_UNKNOWN = 10**18


def _low_price(each: Candidate) -> Any:
    return (_UNKNOWN if each.price is None else each.price, each.title_key or "~")


def _high_budget(each: Candidate) -> Any:
    return (-1 * (each.price or -1), each.title_key or "~")


def _maturity(each: Candidate) -> Any:
    return (-(each.trl or 0), each.title_key or "~")


_BY_RELEVANCE = Sort(N_("相关度"), lambda each: -each.score)
_BY_DATE = Sort(N_("最新发布"), lambda _each: 0)
_OWN_SORTS = {
    RecordKind.ACHIEVEMENT: {
        MATURITY: Sort(N_("成熟度从高到低"), _maturity),
        PRICE: Sort(N_("价格从低到高"), _low_price),
    },
    RecordKind.NEED: {PRICE: Sort(N_("预算从高到低"), _high_budget)},
}


@dataclass(frozen=True)
class Search(Asked):
    """What is looked for on a page: besides words and filters its endpoint, order and page number."""

    endpoint: str = ""
    asked_sort: str = ""
    page: int = 1
    is_print: bool = False

    @property
    def sorts(self) -> dict[str, Sort]:
        """The orders on offer, the usual one first."""
        usual = {RELEVANCE: _BY_RELEVANCE} if self.query else {}
        return {**usual, NEWEST: _BY_DATE, **(_OWN_SORTS[self.single] if self.single else {})}

    @property
    def sort(self) -> str:
        return self.asked_sort if self.asked_sort in self.sorts else next(iter(self.sorts))

    def href(self, *, chosen: Mapping[str, Sequence[str]] | None = None, **changes: Any) -> str:
        """This search with changes; its own page number and print view are left out."""
        options = self.filters if chosen is None else chosen
        sort = self.sort if self.asked_sort and self.asked_sort in self.sorts else None
        given = {"q": self.text or None, "exact": 1 if self.is_exact and self.text else None}
        arguments: dict[str, Any] = {**given, **options, "sort": sort, **changes}
        return url_for(self.endpoint, **{name: value for name, value in arguments.items() if value not in (None, ())})

    def toggled(self, key: str, option: str) -> str:
        """The address with ``option`` switched on or off."""
        held = self.filters.get(key, ())
        return self.href(chosen={**self.filters, key: without_or_with(key, held, option)})


def without_or_with(key: str, held: tuple[str, ...], option: str) -> tuple[str, ...]:
    """The chosen options of a group after a click on one of them."""
    return tuple(each for each in held if each != option) if option in held else _joined(key, held, option)


def _joined(key: str, held: tuple[str, ...], option: str) -> tuple[str, ...]:
    """A county takes the place of its city, which would let everything else of the city in again."""
    if key == "region":
        held = tuple(each for each in held if each != city_of(option) and city_of(each) != option)
    return (*held, option)


def read_search(only: RecordKind | None = None) -> Search:
    """The search of the present request; options that do not exist are left out."""
    asked = read_asked(request.args.to_dict(flat=False), only, meanings)
    return Search(
        **{each.name: getattr(asked, each.name) for each in fields(asked)},
        endpoint=request.endpoint or "",
        asked_sort=request.args.get("sort", ""),
        page=requested_page(),
        is_print=request.args.get("print") == "1",
    )


def meanings(text: str) -> Sequence[Meaning]:
    """What the lexicon in use says of a text; nothing is asked for an empty one."""
    port: Synonyms = current_app.extensions.get(SYNONYMS) or NoSynonyms()
    return port.meanings(text) if text else ()


class Filtered(Protocol):
    """A list with facets: its groups, the options chosen by group, and the address one option away."""

    @property
    def groups(self) -> tuple[Group, ...]: ...

    @property
    def filters(self) -> Mapping[str, tuple[str, ...]]: ...

    def toggled(self, key: str, option: str) -> str:
        """The address with ``option`` switched on or off."""


def facet_groups(
    search: Filtered, counts: Mapping[str, Counter[str]], names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The groups as ``components/facets.html`` shows them."""
    shown = []
    for group in search.groups:
        counted, held = counts[group.key], search.filters.get(group.key, ())
        codes = _region_codes(counted, held) if group.key == "region" else _codes(group, counted, held)
        options = [
            {
                "label": _facet_label(group, code, names),
                "count": counted[code],
                "selected": code in held,
                "href": search.toggled(group.key, code),
            }
            for code in codes
        ]
        shown.append({"label": _(group.label), "options": options})
    return shown


def active_filters(search: Filtered, names: Mapping[str, str]) -> list[dict[str, str]]:
    """The filters in force, each with the address without it."""
    return [
        {
            "label": _(group.label),
            "value": option_label(group, code, names),
            "remove_href": search.toggled(group.key, code),
        }
        for group in search.groups
        for code in search.filters.get(group.key, ())
    ]


def _facet_label(group: Group, code: str, names: Mapping[str, str]) -> str:
    """As ``option_label``, but a county stands indented below its city."""
    if group.labels or city_of(code) == code:
        return option_label(group, code, names)
    return "\u3000" + names.get(code, code)


def option_label(group: Group, code: str, names: Mapping[str, str]) -> str:
    """An option's Chinese name; a county's with its city's."""
    if group.labels:
        return str(_(group.labels[code]))
    city = city_of(code)
    own = names.get(code, code)
    return own if city == code or own.startswith(names.get(city, city)[:2]) else f"{names.get(city, city)} · {own}"


def _codes(group: Group, counted: Counter[str], held: Sequence[str]) -> list[str]:
    """Options that would add something or are chosen: the frequent ones first unless the order is fixed."""
    known = [code for code in group.labels if counted[code] or code in held]
    if group.ordered:
        return known
    ranked = sorted(known, key=lambda code: -counted[code])
    return [code for place, code in enumerate(ranked) if place < MOST_OPTIONS or code in held]


def _region_codes(counted: Counter[str], held: Sequence[str]) -> list[str]:
    """Cities by count; below a chosen or only city its counties and zones."""
    cities = sorted({city_of(code) for code in (*counted, *held)}, key=lambda code: (-counted[code], code))
    opened = {city_of(code) for code in held} or (set(cities) if len(cities) == 1 else set())
    codes = []
    for place, city in enumerate(cities):
        if place < MOST_OPTIONS or city in opened:
            codes.append(city)
        if city in opened:
            inside = [code for code in counted.keys() | set(held) if city_of(code) == city != code]
            codes += sorted(inside, key=lambda code: (-counted[code], code))
    return codes
