"""Those who search: ours and its peers, each with the same tokens and one call per need."""

from pathlib import Path
from typing import Any, Protocol

import bm25s
import numpy as np
import tantivy
from sparse_dot_topn import sp_matmul_topn

from engine_bench.tokens import Tokens
from matchmaker.engine.inversion import invert, totals
from matchmaker.engine.late import LateModule
from matchmaker.engine.lists import Lists
from matchmaker.engine.vocabulary import Vector, idf

kernel_lists = LateModule("matchmaker.engine.kernel_lists")
EVERYONE = np.zeros(0, np.int64)
WRITER_BYTES = 500_000_000


class Searcher(Protocol):
    """Answers a need, given as tokens, with its k best documents."""

    name: str

    def top(self, need: list[str], k: int) -> Any:
        """The k best."""


class Ours:
    """The engine's lists and kernel over any tokens; exact cosines of TF-IDF."""

    name = "matchmaker"

    def __init__(self, tokens: Tokens) -> None:
        matrix, self.vocabulary = tokens.documents, tokens.vocabulary
        counts, terms = matrix.data.astype(np.uint8), matrix.indices.astype(np.int32)
        known = totals(np.bincount(matrix.indices, minlength=matrix.shape[1]), terms, counts)
        self.idf = idf(known.texts, matrix.shape[0])

        def fill(lists: Lists) -> None:
            ends = matrix.indptr[1:].astype(np.int64)
            kernel_lists.append(lists, lists.starts.copy(), terms, counts, ends, 0)

        self.postings = invert(known, matrix.shape[0], fill, self.idf)

    def vector(self, need: list[str]) -> Vector:
        """TF-IDF of a need."""
        known = [self.vocabulary[token] for token in need if token in self.vocabulary]
        ids, counts = np.unique(np.array(known, dtype=np.int64), return_counts=True)
        weights = counts * self.idf[ids]
        return Vector(ids, weights / max(float(np.linalg.norm(weights)), 1e-300))

    def top(self, need: list[str], k: int) -> Any:
        """Rows and scores, best first."""
        query = self.vector(need)
        rows, scores = self.postings.best(query, self.idf[query.ids], k, 0.0, EVERYONE)
        order = np.lexsort((rows, -scores))[:k]
        return rows[order], scores[order]


class Tantivy:
    """BM25 in one segment in memory, tokens separated by blanks, without positions."""

    name = "tantivy"

    def __init__(self, tokens: Tokens, folder: Path | None = None) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", stored=False, tokenizer_name="whitespace", index_option="freq")
        self.schema = builder.build()
        self.index = tantivy.Index(self.schema, path=str(folder)) if folder else tantivy.Index(self.schema)
        writer = self.index.writer(WRITER_BYTES, 1)
        for text in tokens.texts():
            writer.add_document(tantivy.Document(text=" ".join(text)))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()
        self.writer: Any = None

    def top(self, need: list[str], k: int) -> Any:
        """Scores and addresses, best first."""
        terms = [tantivy.Query.term_query(self.schema, "text", token) for token in set(need)]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        return self.searcher.search(query, k)

    def add(self, text: list[str]) -> None:
        """Make one more document matchable."""
        if self.writer is None:
            self.writer = self.index.writer(WRITER_BYTES, 1)
        self.writer.add_document(tantivy.Document(text=" ".join(text)))
        self.writer.commit()
        self.index.reload()
        self.searcher = self.index.searcher()

    def close(self) -> None:
        """Wait until nothing is written any more; the folder may be removed then."""
        if self.writer is not None:
            self.writer.wait_merging_threads()
            self.writer = None


class Bm25s:
    """BM25 computed when indexing, numba backend."""

    name = "bm25s"

    def __init__(self, tokens: Tokens) -> None:
        matrix = tokens.documents
        repeated = np.repeat(matrix.indices, matrix.data.astype(np.int64))
        ends = np.concatenate([[0], np.cumsum(matrix.data.astype(np.int64))])[matrix.indptr]
        ids = [repeated[ends[row] : ends[row + 1]].tolist() for row in range(matrix.shape[0])]
        self.vocabulary = tokens.vocabulary
        self.index = bm25s.BM25(backend="numba")
        self.index.index((ids, dict(tokens.vocabulary)), create_empty_token=False, show_progress=False)

    def top(self, need: list[str], k: int) -> Any:
        """Documents and scores, best first."""
        known = [token for token in dict.fromkeys(need) if token in self.vocabulary]
        return self.index.retrieve([known], k=k, show_progress=False, n_threads=0) if known else None


class SparseDotTopn:
    """TF-IDF of scikit-learn and a product that keeps the k largest; one thread."""

    name = "sparse_dot_topn"

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.by_term = tokens.weighed.T.tocsr()

    def many(self, needs: list[list[str]], k: int) -> Any:
        """The k best for all needs at once."""
        return sp_matmul_topn(self.tokens.tfidf(needs), self.by_term, top_n=k, sort=True, n_threads=1)


def recall(ours: Ours, tokens: Tokens, needs: list[list[str]], k: int = 10) -> float:
    """Share of scikit-learn's k best cosines that ours finds; equal cosines are one as good as the other."""
    wanted = (tokens.tfidf(needs) @ tokens.weighed.T).tocsr()
    shares = []
    for number, need in enumerate(needs):
        scores = wanted[number].toarray()[0]
        if not scores.any():
            continue
        rows, _scores = ours.top(need, k)
        least = np.partition(scores, -k)[-k]
        found = np.count_nonzero((scores[rows] >= least - 1e-6) & (scores[rows] > 0))
        shares.append(found / min(k, np.count_nonzero(scores)))
    return float(np.mean(shares))
