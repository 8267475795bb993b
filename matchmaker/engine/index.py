"""The index of achievements: who answers a need, with what score, and why.

A need's score against an achievement is half the cosine of the need's title and half the cosine of
its body with the achievement's whole text; an empty half gives its weight to the other. Terms are
characters and pairs of characters (`text.character_grams`). An achievement's are weighed by TF-IDF as
fitted on the index, a need's by how much they say about it (`salience`). As both halves are products
with the same achievement, a need is one vector, and one search of it is exact; there is no second
stage whose answer would depend on the first.

A document that comes after the fitting is found at once, with words nobody used before; one that
leaves is masked. `stale` says when to `compact`. Any number of threads may read while one after
another writes: a question is answered from the state it found, whole, and waits for nobody.
"""

import threading
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from matchmaker.engine.base import Base, Names
from matchmaker.engine.compaction import compacted, replayed
from matchmaker.engine.delta import Late, weights_of
from matchmaker.engine.documents import Document, Explanation, Match
from matchmaker.engine.explain import explain, read
from matchmaker.engine.fitting import fit
from matchmaker.engine.query import need_vector
from matchmaker.engine.salience import Demand, Salience
from matchmaker.engine.text import normalise
from matchmaker.engine.tuning import UNTUNED, Tuning
from matchmaker.engine.view import View
from matchmaker.engine.vocabulary import Floats, Ids, Vector, Vocabulary, count


class Index:
    """Achievements by key, ready to be searched. Make one with `Index.build`."""

    def __init__(self, view: View, tuning: Tuning = UNTUNED) -> None:
        """Used by `build` and by `snapshot`."""
        self._view = view
        self._tuning = tuning
        self._writing = threading.Lock()
        self._compacting = threading.Lock()

    @classmethod
    def build(cls, documents: Iterable[Document], needs: Iterable[Document] = ()) -> "Index":
        """Fit the vocabulary on these documents and index them.

        `needs` are what others ask for; they are not indexed, but tell which words any need has.
        Raises ValueError when a key comes twice.
        """
        chosen = list(documents)
        names = Names.of([each.key for each in chosen], (normalise(each.title) for each in chosen))
        vocabulary, postings = fit([each.text for each in chosen])
        demand = Demand.read([need.text for need in needs])
        return cls(View.of(Base(vocabulary, postings, names, demand)))

    @property
    def view(self) -> View:
        """The present state; it stays as it is whatever is added or removed."""
        return self._view

    @property
    def vocabulary(self) -> Vocabulary:
        """The terms of the present state."""
        return self._view.vocabulary

    @property
    def salience(self) -> Salience:
        """How much a term of a need counts in the present state."""
        return self._view.salience

    @property
    def tuning(self) -> Tuning:
        """How needs are read."""
        return self._tuning

    def __len__(self) -> int:
        return len(self._view)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, int) and self._view.row(key) is not None

    @property
    def stale(self) -> float:
        """Documents added or gone since the fitting, as a share of those fitted.

        Idf stays as it was, so scores drift: compact at a few per cent. The share of an index that
        began empty is the number of changes.
        """
        view = self._view
        return (view.delta.size + len(view.gone)) / max(1, view.base.size)

    def title(self, key: int) -> str:
        """Normalised title. Raises KeyError for a key that is not in the index."""
        view = self._view
        return view.title(_row(view, key))

    def pinned(self, tuning: Tuning | None = None) -> "Index":
        """The present state as an index of its own, for several questions to one and the same.

        With a tuning, needs are read as it says; all else is shared.
        """
        return Index(self._view, self._tuning if tuning is None else tuning)

    def add(self, documents: Iterable[Document]) -> None:
        """Make documents findable; one with a known key takes the place of the old one."""
        self.change(documents, ())

    def remove(self, keys: Iterable[int]) -> None:
        """Take documents out; keys that are not here are passed over."""
        self.change((), keys)

    def change(self, documents: Iterable[Document], gone: Iterable[int]) -> None:
        """`remove` and `add` in one step: a reader sees the state before all of it or after."""
        last = {document.key: document for document in documents}
        late = [Late(each.key, normalise(each.title), count(each.text), Vector.nothing()) for each in last.values()]
        with self._writing:
            self._view = self._view.without([*gone, *last]).with_late(late)

    def compact(self) -> None:
        """Fit anew on what is in the index now; afterwards it is as if built from it and the same needs.

        For a thread of its own: searches and changes go on meanwhile and are never held up for
        longer than it takes to do the meantime's changes again.
        """
        with self._compacting:
            before = self._view
            base = compacted(before)
            with self._writing:
                self._view = replayed(base, before, self._view)

    def search(self, need: Document, k: int, floor: float = 0.0) -> list[Match]:
        """The k best achievements for a need, best first, equal scores by ascending key.

        None that shares no term with it, none below `floor`.
        """
        view = self._view
        return view.best(need_vector(need, view.salience, self._tuning), k, floor)

    def search_many(
        self, needs: Iterable[Document], k: int, floor: float = 0.0
    ) -> Iterator[tuple[Document, list[Match]]]:
        """`search` for one need after another; needs may be a generator, nothing is collected."""
        return ((need, self.search(need, k, floor)) for need in needs)

    def similar(self, document: Document, k: int) -> list[Match]:
        """The k documents whose whole text is nearest to this one's (cosine), itself left out."""
        view = self._view
        matches = view.best(view.vocabulary.vector(document.text), k + 1, 0.0)
        return [match for match in matches if match.key != document.key][:k]

    def score_pairs(self, needs: Sequence[Document], achievement: int | Document) -> Floats:
        """One achievement's score for each need, in their order: the reverse of `search`.

        The achievement is a key of the index or a document that need not be in it. Raises KeyError
        for an unknown key.
        """
        view = self._view
        vectors = (need_vector(need, view.salience, self._tuning) for need in needs)
        scores = [float(_weights(view, [achievement], each.ids)[0] @ each.weights) for each in vectors]
        return np.array(scores, dtype=np.float64)

    def score_keys(self, need: Document, keys: Sequence[int]) -> Floats:
        """One need's score for each of these achievements. Raises KeyError for an unknown key."""
        view = self._view
        rows = np.array([_row(view, key) for key in keys], np.int64)
        query = need_vector(need, view.salience, self._tuning)
        return view.exact(query, view.vocabulary.idf_of(query.ids), rows)

    def weights(self, achievements: Sequence[int | Document], terms: Ids) -> Floats:
        """Achievements × terms: the weight of each term (-1 for an unknown one) in each achievement.

        Raises KeyError for an unknown key.
        """
        return _weights(self._view, achievements, terms)

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
        view, chosen = self._view, list(achievements)
        readings = read(need, view.salience, self._tuning)
        weights = [_weights(view, chosen, reading.terms) for reading in readings]
        return (explain(readings, [each[i] for each in weights], top) for i in range(len(chosen)))


def _row(view: View, key: int | Document) -> int:
    row = view.row(key) if isinstance(key, int) else None
    if row is None:
        raise KeyError(key)
    return row


def _weights(view: View, achievements: Sequence[int | Document], terms: Ids) -> Floats:
    weights = np.zeros((len(achievements), len(terms)))
    inside = [i for i, each in enumerate(achievements) if not isinstance(each, Document)]
    weights[inside] = view.weights([_row(view, achievements[i]) for i in inside], terms)
    for i, each in enumerate(achievements):
        if isinstance(each, Document):
            weights[i] = weights_of(view.vocabulary.vector(each.text), terms)
    return weights
