"""The figures of the open quality page, worked out from decisions, deals and listings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from matchmaker.catalog.freshness import MONTHS_IN_YEAR, months_after
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.vocabulary import FIELDS
from matchmaker.core import clock
from matchmaker.core.regions import city_of
from matchmaker.deals.reasons import REASONS, may_share
from matchmaker.matching import quality_queries as queries
from matchmaker.matching.models import SuggestionState
from matchmaker.matching.quality_queries import Decisions, Introductions, Stock
from matchmaker.matching.statistics import Share, Spread, spread

TOP, MORE = 3, 5


class Period(StrEnum):
    """Which decisions, deals and listings count: all, or those of the last twelve months."""

    ALL = "all"
    YEAR = "year"

    @property
    def first_day(self) -> date | None:
        """The first Chinese calendar day of the period, which ends today; None: from the beginning."""
        if self is Period.ALL:
            return None
        return clock.china_date(months_after(clock.now(), -MONTHS_IN_YEAR)) + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Calendar days from publication to an event, over the needs that got there; ``pending`` have not."""

    days: Spread | None
    pending: int


@dataclass(frozen=True, slots=True)
class Gap:
    """What is published in a field or region, and how many of its needs have a fair suggestion or better.

    ``code`` is the field's or region's, "" for listings without one. A region
    that lies in another names it in ``within``: its own code for what stands
    at the city itself or shows no county.
    """

    code: str
    needs: int
    achievements: int
    covered: int
    within: str = ""

    @property
    def missing(self) -> Share:
        """Needs without such a suggestion."""
        return Share(self.needs - self.covered, self.needs)


@dataclass(frozen=True, slots=True)
class Quality:
    """Everything the page shows. ``rates`` and ``waits`` by the names in ``quality_words``.

    ``reasons``: code → how often it was given, the most frequent first, of
    rejections whose reasons the sides may be told.
    """

    period: Period
    first_day: date | None
    rates: dict[str, Share]
    reasons: dict[str, int]
    waits: dict[str, Waiting]
    undecided_deals: int
    fields: list[Gap]
    regions: list[Gap]

    @property
    def decided(self) -> int:
        """How many decisions the page rests on."""
        return self.rates["acceptance"].whole


def quality(session: Session, period: Period) -> Quality:
    """The whole page: four statements."""
    first = period.first_day
    since = None if first is None else clock.start_of_day(first)
    decided, deals = queries.decisions(session, since), queries.introductions(session, since)
    waits, stock = queries.waits(session, since), queries.stock(session, since)
    return Quality(
        period=period,
        first_day=first,
        rates=rates(decided, deals),
        reasons=reasons(decided),
        waits={
            "suggestion": waiting((wait.published, wait.suggested) for wait in waits),
            "introduction": waiting((wait.published, wait.introduced) for wait in waits),
        },
        undecided_deals=deals.waiting,
        fields=by_field(stock),
        regions=by_region(stock),
    )


def rates(decided: Iterable[Decisions], deals: Introductions) -> dict[str, Share]:
    """Precision at three and at five, acceptance, and agreement of both sides."""
    listed = list(decided)
    return {
        "precision_3": _approved(row for row in listed if row.rank <= TOP),
        "precision_5": _approved(row for row in listed if row.rank <= MORE),
        "acceptance": _approved(listed),
        "agreement": Share(deals.introduced, deals.opened),
    }


def _approved(rows: Iterable[Decisions]) -> Share:
    counted: Counter[str] = Counter()
    for row in rows:
        counted[row.state] += row.number
    return Share(counted[SuggestionState.APPROVED], counted.total())


def reasons(decided: Iterable[Decisions]) -> dict[str, int]:
    """Code → number of rejections that name it, most frequent first.

    Left out whole: rejections whose reasons the officer or the rules keep from
    the sides, so that what is left over names no reason either.
    """
    counted: Counter[str] = Counter()
    for row in decided:
        codes = set(row.reasons) & set(REASONS)
        if row.state == SuggestionState.REJECTED and row.shared and may_share(codes):
            counted.update(dict.fromkeys(codes, row.number))
    order = {code: place for place, code in enumerate(REASONS)}
    return dict(sorted(counted.items(), key=lambda item: (-item[1], order[item[0]])))


def waiting(pairs: Iterable[tuple[datetime, datetime | None]]) -> Waiting:
    """Chinese calendar days between the two moments of each pair; without a second one it is pending.

    What came before publication did not have to wait: 0 days.
    """
    days, pending = [], 0
    for begun, ended in pairs:
        if ended is None:
            pending += 1
        else:
            days.append(max(0, (clock.china_date(ended) - clock.china_date(begun)).days))
    return Waiting(spread(days), pending)


def by_field(stock: Iterable[Stock]) -> list[Gap]:
    """One row for each field with anything in it, in the dictionary's order; what has none comes last."""
    found = _grouped(stock, lambda row: row.field or "")
    order = {code: place for place, code in enumerate(FIELDS)}
    return [_gap(code, found[code]) for code in sorted(found, key=lambda code: (order.get(code, len(order)), code))]


def by_region(stock: Iterable[Stock]) -> list[Gap]:
    """Each city followed by its counties and zones; cities with needs first, then by code.

    A city with nothing but what stands at the city itself has no further rows.
    """
    cities = _grouped(stock, lambda row: city_of(row.region))
    found: list[Gap] = []
    for city, rows in sorted(cities.items(), key=lambda item: (not _needs(item[1]), item[0])):
        found.append(_gap(city, rows))
        parts = _grouped(rows, lambda row: row.region)
        if set(parts) != {city}:
            found += [_gap(code, parts[code], city) for code in sorted(parts, key=lambda code: (code == city, code))]
    return found


def _grouped(stock: Iterable[Stock], key: Callable[[Stock], str]) -> dict[str, list[Stock]]:
    found: dict[str, list[Stock]] = defaultdict(list)
    for row in stock:
        found[key(row)].append(row)
    return found


def _needs(rows: Sequence[Stock]) -> int:
    return sum(row.number for row in rows if row.kind == RecordKind.NEED)


def _gap(code: str, rows: Sequence[Stock], within: str = "") -> Gap:
    needs = _needs(rows)
    achievements = sum(row.number for row in rows) - needs
    return Gap(code, needs, achievements, sum(row.covered for row in rows), within)
