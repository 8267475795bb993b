"""What somebody looks for, apart from any page: words and chosen options, as an address or a saved search says them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.catalog import facets, public_queries
from matchmaker.catalog.facets import GROUPS, KIND, Group, groups_for
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.public_queries import Candidate
from matchmaker.catalog.search.tokens import LONGEST_QUERY, Meaning, Query, parse

_REGION = re.compile(r"[0-9]{6}(-Z[0-9]{1,3})?")
MOST_CHOSEN = 20
Arguments = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Asked:
    """Words and filters.

    ``only`` is the kind that the page fixes (/achievements, /needs);
    ``is_exact``: words of the same meaning are not looked for.
    """

    only: RecordKind | None
    text: str
    query: Query
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
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
    def arguments(self) -> dict[str, Any]:
        """What reads as this very search again."""
        words = {"q": [self.text]} if self.text else {}
        exact = {"exact": ["1"]} if self.is_exact and self.text else {}
        return {**words, **{key: list(options) for key, options in self.filters.items()}, **exact}


def read_asked(
    arguments: Arguments, only: RecordKind | None, meanings: Callable[[str], Iterable[Meaning]] = lambda _text: ()
) -> Asked:
    """The words and filters among the arguments of an address; options that do not exist are left out."""
    text = " ".join(" ".join(arguments.get("q", ())[:1]).split())[:LONGEST_QUERY]
    known = {group.key: group.labels for kind in (only,) if kind for group in GROUPS[kind]} or _all_labels()
    chosen = {}
    for key, labels in known.items():
        given = dict.fromkeys(arguments.get(key, ()))
        options = tuple(each for each in given if (each in labels if labels else _REGION.fullmatch(each)))
        if options:
            chosen[key] = options[:MOST_CHOSEN]
    is_exact = list(arguments.get("exact", ()))[:1] == ["1"]
    return Asked(only, text, parse(text) if is_exact else parse(text, meanings), chosen, is_exact)


def _all_labels() -> dict[str, Mapping[str, str]]:
    labels: dict[str, Mapping[str, str]] = {KIND.key: KIND.labels}
    for groups in GROUPS.values():
        for group in groups:
            labels[group.key] = {**labels.get(group.key, {}), **group.labels}
    return labels


def newest_meeting(
    session: Session, asked: Asked, *, since: datetime | None = None, most: int | None = None
) -> list[Candidate]:
    """What meets all words and passes all filters, the newest first. One statement.

    ``since``: published then or later; ``most``: no more than that.
    """
    limit = None if asked.filters else most
    found = public_queries.candidates(session, asked.kinds, asked.query, since=since, limit=limit)
    return facets.count(found, asked.groups, asked.filters)[0][:most]
