"""What the catalogue needs of the matcher, which stands above it.

``matching`` implements the protocols, the application puts them into
``app.extensions[DUPLICATE_FINDER]``, ``app.extensions[NEED_PREVIEW]``,
``app.extensions[LOCAL_NEEDS]``, ``app.extensions[NEIGHBOURS]``, ``app.extensions[SYNONYMS]`` and
``app.extensions[INTRODUCTIONS]``; without them nothing is ever similar or
found, every word means itself only, and nobody can ask to be introduced.
Features with pages about records are listed in ``app.extensions[RECORD_LINKS]``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from matchmaker.catalog.models import Achievement, Need
from matchmaker.core.authz import Actor

DUPLICATE_FINDER = "catalog.duplicate_finder"
NEED_PREVIEW = "catalog.need_preview"
LOCAL_NEEDS = "catalog.local_needs"
INTRODUCTIONS = "catalog.introductions"
RECORD_LINKS = "catalog.record_links"
SYNONYMS = "catalog.synonyms"
NEIGHBOURS = "catalog.neighbours"
LIKELY = 0.65
"""From this likeness (0–1) on a record is reviewed before it is published."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that resembles another: ``kind`` achievement or need, ``score`` 0–1."""

    kind: str
    id: int
    title: str
    score: float


class DuplicateFinder(Protocol):
    """Finds records that say nearly the same."""

    def similar(self, kind: str, title: str, body: str, exclude_id: int | None = None) -> Sequence[Hit]:
        """Records of ``kind`` that resemble the text, most alike first; never ``exclude_id``.

        The hits are not limited to what the reader may see: the caller judges that.
        """


class NothingSimilar:
    """Used while nobody looks for duplicates."""

    def similar(self, kind: str, title: str, body: str, exclude_id: int | None = None) -> Sequence[Hit]:  # noqa: ARG002 - the protocol's
        return ()


@dataclass(frozen=True, slots=True)
class Preview:
    """An achievement open to all that a text finds: ``level`` strong, fair or weak, ``words`` both have."""

    id: int
    title: str
    organization: str
    level: str
    words: tuple[str, ...]


class NeedPreview(Protocol):
    """Knows what a need would find while it is still being written."""

    def best(self, said: Mapping[str, Any]) -> Sequence[Preview]:
        """A few public achievements near the need's contents as typed so far, the nearest first.

        Nothing is stored, and nothing that is not open to all is looked at in the answer.
        """


class NothingFound:
    """Used while nobody looks."""

    def best(self, said: Mapping[str, Any]) -> Sequence[Preview]:  # noqa: ARG002 - the protocol's
        return ()


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A listing open to all that is about something like it: its id, and ``words`` both have, most telling first."""

    id: int
    words: tuple[str, ...]


class NeighbourFinder(Protocol):
    """Finds listings about similar things."""

    def near(self, kind: str, title: str, body: str, exclude_id: int) -> Sequence[Neighbour]:
        """A few listings of ``kind`` open to all near a text that the reader may see, the nearest first.

        Neither ``exclude_id`` nor what only says the same again.
        """


class NoNeighbours:
    """Used while nobody looks."""

    def near(self, kind: str, title: str, body: str, exclude_id: int) -> Sequence[Neighbour]:  # noqa: ARG002 - the protocol's
        return ()


class Synonyms(Protocol):
    """Knows which words mean the same."""

    def meanings(self, text: str) -> Sequence[tuple[int, int, tuple[str, ...]]]:
        """Where words of a text in the engine's spelling stand that have others of the same meaning.

        Start, end, and the other words as people write them; in order, none overlapping.
        """


class NoSynonyms:
    """Used while every word means itself only."""

    def meanings(self, text: str) -> Sequence[tuple[int, int, tuple[str, ...]]]:  # noqa: ARG002 - the protocol's
        return ()


@dataclass(frozen=True, slots=True)
class LocalNeed:
    """An open need that an achievement could serve, as its reader may see it; ``words`` both have."""

    title: str
    href: str
    organization: str
    level: str
    words: tuple[str, ...]


class LocalNeeds(Protocol):
    """Knows which needs of a region achievements could serve that are still being written."""

    def best(
        self, said: Sequence[Mapping[str, Any]], actor: Actor, region_codes: Collection[str]
    ) -> Sequence[Sequence[LocalNeed]]:
        """For each achievement's contents as typed so far a few needs, the nearest first.

        Needs of the whole cities that the regions belong to, and of what lies
        above; only those that ``actor`` may know of, by what ``actor`` may read.
        """


class NoLocalNeeds:
    """Used while nobody looks."""

    def best(
        self,
        said: Sequence[Mapping[str, Any]],  # noqa: ARG002 - the protocol's
        actor: Actor,  # noqa: ARG002 - the protocol's
        region_codes: Collection[str],  # noqa: ARG002 - the protocol's
    ) -> Sequence[Sequence[LocalNeed]]:
        return ()


class Introductions(Protocol):
    """Knows where somebody asks to be introduced to the other side of a listing."""

    def ask_href(self, actor: Actor, kind: str, record_id: int) -> str:
        """The address of the page on which ``actor`` asks; "" when there is none for this actor."""


class NoIntroductions:
    """Used while nobody arranges introductions."""

    def ask_href(self, actor: Actor, kind: str, record_id: int) -> str:  # noqa: ARG002 - the protocol's
        return ""


@dataclass(frozen=True, slots=True)
class RecordLink:
    """A way from a record's page to another feature's page about it.

    ``instead_of`` names actions of the record's own page that this one does better.
    """

    label: str
    href: str
    primary: bool = False
    instead_of: frozenset[str] = frozenset()


class RecordLinks(Protocol):
    """A feature that has pages about records; ``app.extensions[RECORD_LINKS]`` holds these."""

    def links(self, actor: Actor, row: Achievement | Need) -> Sequence[RecordLink]:
        """What the feature offers ``actor`` about ``row`` now; one further statement at most."""
