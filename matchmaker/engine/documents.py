"""The plain values that go into and come out of the engine."""

from dataclasses import dataclass
from typing import Literal

Half = Literal["title", "body"]


@dataclass(frozen=True, slots=True)
class Document:
    """One side of a pairing: an achievement or a need.

    `body` is everything that counts beyond the title, joined by line breaks. What a reader may
    not see must not be in it: explanations quote it.
    """

    key: int
    title: str
    body: str

    @property
    def text(self) -> str:
        """Title and body; no term spans the line break between them."""
        return f"{self.title}\n{self.body}"


@dataclass(frozen=True, slots=True)
class Match:
    """A document of the index and its score in [0, 1]."""

    key: int
    score: float


@dataclass(frozen=True, slots=True)
class Part:
    """What one term shared by both texts adds to the score, through one half of the need.

    `term` is normalised text (simplified, lower case); `spans` finds it in the original. Where the
    need means the term without saying it, `said` is the word that it says instead.
    """

    term: str
    weight: float
    half: Half
    said: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A score taken apart: the parts' weights and `rest` add up to `score`.

    `rest` holds what is no word for a reader (single characters, function words) and the parts
    beyond the number asked for.
    """

    score: float
    parts: tuple[Part, ...]
    rest: float
