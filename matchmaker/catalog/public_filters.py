"""A search as its address says it, and the addresses of all searches one step away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import current_app, request, url_for
from flask_babel import gettext as _

from matchmaker.catalog.facets import GROUPS, KIND, Group, groups_for
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.ports import SYNONYMS, NoSynonyms, Synonyms
from matchmaker.catalog.public_queries import Candidate
from matchmaker.catalog.search.tokens import LONGEST_QUERY, Meaning, Query, parse
from matchmaker.core.i18n import N_
from matchmaker.core.regions import city_of
from matchmaker.web.pagination import requested_page

_REGION = re.compile(r"[0-9]{6}(-Z[0-9]{1,3})?")
MOST_OPTIONS = 16
MOST_CHOSEN = 20
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
class Search:
    """What is looked for: text, chosen options, order and page.

    ``only`` is the kind that the address fixes (/achievements, /needs);
    ``is_exact``: words of the same meaning are not looked for.
    """

    endpoint: str
    only: RecordKind | None
    text: str
    query: Query
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    asked_sort: str = ""
    page: int = 1
    is_print: bool = False
    is_exact: bool = False

    @property
    def kinds(self) -> tuple[RecordKind, ...]:
        """The kinds that are searched."""
        return tuple(RecordKind) if self.only is None else (self.only,)

    @property
    def single(self) -> RecordKind | None:
        """The one kind whose own facets and orders apply."""
        picked = self.chosen.get(KIND.key, ())
        return self.only or (RecordKind(picked[0]) if len(picked) == 1 else None)

    @property
    def groups(self) -> tuple[Group, ...]:
        return groups_for((self.single,) if self.single else self.kinds, with_kind=self.only is None)

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """The chosen options of the facets that apply."""
        return {group.key: self.chosen[group.key] for group in self.groups if group.key in self.chosen}

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
        exact = 1 if self.is_exact and self.text else None
        arguments: dict[str, Any] = {"q": self.text or None, **options, "exact": exact, "sort": sort, **changes}
        return url_for(self.endpoint, **{name: value for name, value in arguments.items() if value not in (None, ())})

    def toggled(self, key: str, option: str) -> str:
        """The address with ``option`` switched on or off."""
        held = self.filters.get(key, ())
        after = tuple(each for each in held if each != option) if option in held else _joined(key, held, option)
        return self.href(chosen={**self.filters, key: after})


def _joined(key: str, held: tuple[str, ...], option: str) -> tuple[str, ...]:
    """A county takes the place of its city, which would let everything else of the city in again."""
    if key == "region":
        held = tuple(each for each in held if each != city_of(option) and city_of(each) != option)
    return (*held, option)


def read_search(only: RecordKind | None = None) -> Search:
    """The search of the present request; options that do not exist are left out."""
    text = " ".join(request.args.get("q", "").split())[:LONGEST_QUERY]
    known = {group.key: group.labels for kind in (only,) if kind for group in GROUPS[kind]} or _all_labels()
    chosen = {}
    for key, labels in known.items():
        given = dict.fromkeys(request.args.getlist(key))
        options = tuple(each for each in given if (each in labels if labels else _REGION.fullmatch(each)))
        if options:
            chosen[key] = options[:MOST_CHOSEN]
    is_exact = request.args.get("exact") == "1"
    return Search(
        endpoint=request.endpoint or "",
        only=only,
        text=text,
        query=parse(text) if is_exact else parse(text, _meanings),
        chosen=chosen,
        asked_sort=request.args.get("sort", ""),
        page=requested_page(),
        is_print=request.args.get("print") == "1",
        is_exact=is_exact,
    )


def _meanings(text: str) -> Sequence[Meaning]:
    """What the lexicon in use says of a text; nothing is asked for an empty one."""
    port: Synonyms = current_app.extensions.get(SYNONYMS) or NoSynonyms()
    return port.meanings(text) if text else ()


def _all_labels() -> dict[str, Mapping[str, str]]:
    labels: dict[str, Mapping[str, str]] = {KIND.key: KIND.labels}
    for groups in GROUPS.values():
        for group in groups:
            labels[group.key] = {**labels.get(group.key, {}), **group.labels}
    return labels


def facet_groups(search: Search, counts: Mapping[str, Counter[str]], names: Mapping[str, str]) -> list[dict[str, Any]]:
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


def active_filters(search: Search, names: Mapping[str, str]) -> list[dict[str, str]]:
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
