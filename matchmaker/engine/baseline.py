"""What anybody gets without this engine: TF-IDF over the words of the titles.

jieba's words in its mode for search (long words and the words in them; the plain mode does worse),
scikit-learn's `TfidfVectorizer` with its defaults but every word kept, cosine of both titles. The
engine's figures are held against it on the same judged pairs.
"""

import numpy as np
import rjieba
from sklearn.feature_extraction.text import TfidfVectorizer

from matchmaker.engine.benchmark import Benchmark
from matchmaker.engine.text import normalise, word_runs
from matchmaker.engine.vocabulary import Floats


def words(text: str) -> list[str]:
    """The words of a raw text, without blanks and punctuation."""
    return [word for word in rjieba.cut_for_search(normalise(text)) if word_runs(word)]


def title_word_scores(benchmark: Benchmark) -> list[Floats]:
    """Scores of the judged pairs, need by need and in the order of `Benchmark.judgements`."""
    vectorizer = TfidfVectorizer(analyzer=words)
    try:
        texts = vectorizer.fit_transform([each.title for each in benchmark.achievements])
    except ValueError:  # No title has a word.
        return [np.zeros(len(row)) for row in benchmark.judgements.values()]
    return [
        np.asarray((texts[list(row)] @ vectorizer.transform([benchmark.needs[need].title]).T).toarray()[:, 0])
        for need, row in benchmark.judgements.items()
    ]
