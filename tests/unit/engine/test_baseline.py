import numpy as np
import pytest

from matchmaker.engine.baseline import title_word_scores, words
from matchmaker.engine.benchmark import Benchmark
from matchmaker.engine.documents import Document


def benchmark(needs: list[str], achievements: list[str], judgements: dict[int, dict[int, float]]) -> Benchmark:
    def documents(titles: list[str]) -> list[Document]:
        return [Document(place, title, "正文不算") for place, title in enumerate(titles)]

    return Benchmark(documents(needs), documents(achievements), [], [], judgements)


def test_words_hold_the_shorter_words_in_them_and_no_punctuation() -> None:
    assert words("锂离子电池，检测!") == ["离子", "锂离子", "电池", "检测"]


def test_pairs_are_scored_by_the_words_of_their_titles_in_the_order_of_the_file() -> None:
    titles = ["小麦 育种", "轴承 检测", "轴承"]
    scores = title_word_scores(benchmark(["小麦", "轴承"], titles, {1: {2: 4.0, 0: 1.0}, 0: {1: 1.0}}))
    assert [each.tolist() for each in scores] == [pytest.approx([1.0, 0.0]), [0.0]]


def test_titles_without_words_score_nothing() -> None:
    scores = title_word_scores(benchmark(["小麦"], ["……"], {0: {0: 1.0}}))
    assert np.concatenate(scores).tolist() == [0.0]
