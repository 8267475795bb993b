"""One counting of one kind of token for every contestant, so that all search the same.

`words`: words of two and more characters as rjieba cuts them. `grams`: the characters and pairs of
characters that the product matches by.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfTransformer

from matchmaker.engine.documents import Document
from matchmaker.engine.text import character_grams, normalise, segment

Cut = Callable[[str], list[str]]


def words(text: str) -> list[str]:
    """Words of two and more characters."""
    return [word for word in segment(normalise(text)) if len(word) > 1 and word.isalnum()]


def grams(text: str) -> list[str]:
    """The product's terms."""
    return character_grams(normalise(text))


KINDS: dict[str, Cut] = {"words": words, "grams": grams}


@dataclass
class Tokens:
    """A corpus cut and counted; matrices are texts × terms."""

    vocabulary: dict[str, int]
    documents: csr_matrix
    """How often each term occurs."""

    long_needs: list[list[str]]
    short_needs: list[list[str]]
    transformer: TfidfTransformer
    weighed: Any
    """TF-IDF of the documents as scikit-learn defines it, single precision."""

    names: list[str]

    def counted(self, needs: Iterable[list[str]]) -> csr_matrix:
        """Known terms of some needs."""
        return count(needs, self.vocabulary, grow=False)

    def tfidf(self, needs: Iterable[list[str]]) -> Any:
        """TF-IDF of some needs."""
        return self.transformer.transform(self.counted(needs)).astype(np.float32)

    def texts(self) -> Iterable[list[str]]:
        """The documents' tokens again, as strings, in no order within a document."""
        matrix, names = self.documents, self.names
        for row in range(matrix.shape[0]):
            here = slice(matrix.indptr[row], matrix.indptr[row + 1])
            pairs = zip(matrix.indices[here], matrix.data[here], strict=True)
            yield [names[term] for term, times in pairs for _time in range(int(times))]


def cut(kind: str, documents: list[Document], long_needs: list[Document], short_needs: list[Document]) -> Tokens:
    """Cut and count a corpus."""
    how, vocabulary = KINDS[kind], dict[str, int]()
    matrix = count((how(each.text) for each in documents), vocabulary, grow=True)
    transformer = TfidfTransformer().fit(matrix)
    return Tokens(
        vocabulary,
        matrix,
        [how(each.text) for each in long_needs],
        [how(each.text) for each in short_needs],
        transformer,
        transformer.transform(matrix).astype(np.float32),
        list(vocabulary),
    )


def count(texts: Iterable[list[str]], vocabulary: dict[str, int], *, grow: bool) -> csr_matrix:
    """Texts × terms."""
    columns, counts, ends = [], [], [0]
    total = 0
    for text in texts:
        ids = [vocabulary.setdefault(token, len(vocabulary)) for token in text] if grow else _known(text, vocabulary)
        unique, times = np.unique(np.array(ids, dtype=np.int32), return_counts=True)
        columns.append(unique)
        counts.append(times.astype(np.int16))
        total += len(unique)
        ends.append(total)
    data = np.concatenate(counts).astype(np.float32) if counts else np.zeros(0, np.float32)
    indices = np.concatenate(columns) if columns else np.zeros(0, np.int32)
    return csr_matrix((data, indices, np.array(ends)), shape=(len(ends) - 1, len(vocabulary)))


def _known(text: list[str], vocabulary: dict[str, int]) -> list[int]:
    return [vocabulary[token] for token in text if token in vocabulary]
