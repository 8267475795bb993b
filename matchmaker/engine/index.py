"""The index of achievements: who answers a need, with what score, and why.

A need's score against an achievement is half the cosine of the need's title and half the cosine of
its body with the achievement's whole text; an empty half gives its weight to the other. Terms are
characters and pairs of characters (`text.character_grams`). An achievement's are weighed by TF-IDF as
fitted on the index, a need's by how much they say about it (`salience`). As both halves are products
with the same achievement, a need is one vector, and one pass over the postings of its terms scores
every achievement exactly; there is no second stage whose answer would depend on the first.

A document that comes after the fitting goes into a small second set of postings and is found at
once, with words nobody used before; one that leaves is masked. `stale` says when to build anew.
One thread may write while none reads; readers of a shared index take turns with the writer.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from matchmaker.engine.documents import Document, Explanation, Match
from matchmaker.engine.explain import explain, read
from matchmaker.engine.fitting import fit
from matchmaker.engine.postings import Postings
from matchmaker.engine.query import need_vector
from matchmaker.engine.ranking import best
from matchmaker.engine.salience import NO_DEMAND, Demand, Salience
from matchmaker.engine.text import normalise
from matchmaker.engine.vocabulary import Floats, Ids, Vector, Vocabulary


class Index:
    """Achievements by key, ready to be searched. Make one with `Index.build`."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        base: Postings,
        keys: Iterable[int],
        titles: Iterable[str],
        added: Iterable[Vector] = (),
        gone: Iterable[int] = (),
        demand: Demand = NO_DEMAND,
    ) -> None:
        """Used by `build` and by `snapshot`.

        `keys` and normalised `titles` by row: first those of `base`, then those of `added`; `gone`
        are rows that were removed.
        """
        self.vocabulary = vocabulary
        self.base = base
        self.salience = Salience.against(vocabulary, demand, base.terms_each)
        self.keys: list[int] = list(keys)
        self.titles: list[str] = list(titles)
        self.added: list[Vector] = list(added)
        self.gone: set[int] = set(gone)
        self._row = {key: row for row, key in enumerate(self.keys) if row not in self.gone}
        self._delta: Postings | None = None
        self._key_array: NDArray[np.int64] = np.zeros(0, dtype=np.int64)

    @classmethod
    def build(cls, documents: Iterable[Document], needs: Iterable[Document] = ()) -> "Index":
        """Fit the vocabulary on these documents and index them.

        `needs` are what others ask for; they are not indexed, but tell which words any need has.
        Raises ValueError when a key comes twice.
        """
        chosen = list(documents)
        keys = [document.key for document in chosen]
        if len(set(keys)) < len(keys):
            raise ValueError("two documents have the same key")
        vocabulary, postings = fit([document.text for document in chosen])
        demand = Demand.read([need.text for need in needs])
        return cls(vocabulary, postings, keys, (normalise(each.title) for each in chosen), demand=demand)

    def __len__(self) -> int:
        return len(self._row)

    def __contains__(self, key: object) -> bool:
        return key in self._row

    @property
    def stale(self) -> float:
        """Documents added or gone since the fitting, as a share of those fitted.

        Idf stays as it was, so scores drift: build anew at a few per cent. The share of an index
        that began empty is the number of changes.
        """
        return (len(self.added) + len(self.gone)) / max(1, self.base.size)

    def title(self, key: int) -> str:
        """Normalised title. Raises KeyError for a key that is not in the index."""
        return self.titles[self._row[key]]

    def add(self, documents: Iterable[Document]) -> None:
        """Make documents findable; one with a known key takes the place of the old one."""
        for document in documents:
            self.remove([document.key])
            self.vocabulary.admit(document.text)
            self._row[document.key] = len(self.keys)
            self.keys.append(document.key)
            self.titles.append(normalise(document.title))
            self.added.append(self.vocabulary.vector(document.text))
        self._delta = None

    def remove(self, keys: Iterable[int]) -> None:
        """Take documents out; keys that are not here are passed over."""
        for row in [self._row.pop(key) for key in keys if key in self._row]:
            self.gone.add(row)
            self.titles[row] = ""

    def search(self, need: Document, k: int, floor: float = 0.0) -> list[Match]:
        """The k best achievements for a need, best first, equal scores by ascending key.

        None that shares no term with it, none below `floor`.
        """
        return self._best(need_vector(need, self.salience), k, floor)

    def search_many(
        self, needs: Iterable[Document], k: int, floor: float = 0.0
    ) -> Iterator[tuple[Document, list[Match]]]:
        """`search` for one need after another; needs may be a generator, nothing is collected."""
        return ((need, self.search(need, k, floor)) for need in needs)

    def similar(self, document: Document, k: int) -> list[Match]:
        """The k documents whose whole text is nearest to this one's (cosine), itself left out."""
        matches = self._best(self.vocabulary.vector(document.text), k + 1, 0.0)
        return [match for match in matches if match.key != document.key][:k]

    def score_pairs(self, needs: Sequence[Document], achievement: int | Document) -> Floats:
        """One achievement's score for each need, in their order: the reverse of `search`.

        The achievement is a key of the index or a document that need not be in it. Raises KeyError
        for an unknown key.
        """
        weigh = self._weigher(achievement)
        vectors = (need_vector(need, self.salience) for need in needs)
        return np.array([weigh(vector.ids) @ vector.weights for vector in vectors], dtype=np.float64)

    def score_keys(self, need: Document, keys: Sequence[int]) -> Floats:
        """One need's score for each of these achievements. Raises KeyError for an unknown key."""
        scores = self._scores(need_vector(need, self.salience))
        return scores[[self._row[key] for key in keys]]

    def explain(self, need: Document, achievement: int | Document, top: int = 12) -> Explanation:
        """Why the score is what it is: shared words and what each adds, the `top` largest.

        Give a document instead of a key when the reader may see only part of the achievement; the
        score is then that of the given text. Raises KeyError for an unknown key.
        """
        return next(self.explain_many(need, [achievement], top))

    def explain_many(
        self, need: Document, achievements: Iterable[int | Document], top: int = 12
    ) -> Iterator[Explanation]:
        """`explain` for several achievements; the need is read once."""
        readings = read(need, self.salience)
        return (explain(readings, self._weigher(each), top) for each in achievements)

    def _weigher(self, achievement: int | Document) -> Callable[[Ids], Floats]:
        """A function from term ids to their weights in one achievement."""
        if isinstance(achievement, Document):
            vector = self.vocabulary.vector(achievement.text)
            single = Postings.from_vectors([vector])
            return partial(single.row, 0)
        row = self._row[achievement]
        if row < self.base.size:
            return partial(self.base.row, row)
        return partial(self._added_postings().row, row - self.base.size)

    def _scores(self, query: Vector) -> Floats:
        """Score of every row, 0 for those that are gone."""
        scores = np.concatenate([self.base.scores(query), self._added_postings().scores(query)])
        scores[list(self.gone)] = 0
        return scores

    def _best(self, query: Vector, k: int, floor: float) -> list[Match]:
        return best(self._scores(query), self._key_array, k, floor)

    def _added_postings(self) -> Postings:
        """Postings of what came after the fitting, made anew when asked after a change."""
        if self._delta is None:
            self._key_array = np.array(self.keys, dtype=np.int64)
            self._delta = Postings.from_vectors(self.added)
        return self._delta
