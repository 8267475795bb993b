"""Two tunings held against each other."""

import pytest

from matchmaker.engine.benchmark import Benchmark
from matchmaker.engine.comparison import compare, paired
from matchmaker.engine.documents import Document
from matchmaker.engine.index import Index
from matchmaker.engine.tuning import UNTUNED, Tuning


@pytest.fixture
def benchmark_of_two() -> Benchmark:
    needs = [Document(0, "刚玉窗口片抛光", ""), Document(1, "陶瓷膜浓缩", "")]
    offered = ["蓝宝石衬底抛光液", "玻璃窗口片清洗机", "陶瓷膜连续浓缩装置", "奶粉干燥塔"]
    achievements = [Document(key, title, "") for key, title in enumerate(offered)]
    judgements = {0: {0: 4.0, 1: 1.0}, 1: {2: 4.0, 3: 1.0}}
    return Benchmark(needs, achievements, ["n0", "n1"], ["a0", "a1", "a2", "a3"], judgements)


def test_a_synonym_that_helps_one_need_shows_there_and_nowhere_else(benchmark_of_two: Benchmark) -> None:
    index = Index.build(benchmark_of_two.achievements, benchmark_of_two.needs)
    found = compare(benchmark_of_two, index, UNTUNED, Tuning.of(synonyms=[("刚玉", "蓝宝石")]))
    assert [each.need for each in found.changed] == [0]
    assert found.changed[0].after > found.changed[0].before
    assert (found.ndcg_at_10.better, found.ndcg_at_10.worse) == (1, 0)
    assert found.ndcg_at_10.after > found.ndcg_at_10.before
    assert found.ndcg_at_10.difference.needs == 2


def test_nothing_changes_nothing(benchmark_of_two: Benchmark) -> None:
    index = Index.build(benchmark_of_two.achievements, benchmark_of_two.needs)
    tuning = Tuning.of(0.6, {"抛光": 2.0})
    found = compare(benchmark_of_two, index.pinned(Tuning.of(0.9)), tuning, tuning)
    assert found.changed == []
    assert found.ndcg_at_10.difference.value == 0
    assert (found.ndcg_at_10.difference.low, found.ndcg_at_10.difference.high) == (0, 0)
    assert found.recall_at_50.before == found.recall_at_50.after
    assert found.calibration[0] == found.calibration[1]


def test_needs_whose_pairs_are_all_alike_cannot_be_ranked(benchmark_of_two: Benchmark) -> None:
    benchmark_of_two.judgements[1] = {2: 2.0, 3: 2.0}
    index = Index.build(benchmark_of_two.achievements)
    assert compare(benchmark_of_two, index, UNTUNED, Tuning.of(0.6)).ndcg_at_10.difference.needs == 1


def test_the_interval_is_that_of_the_difference() -> None:
    """Needs differ much more from each other than the tunings do."""
    found = paired([0.1, 0.5, 0.9] * 10, [0.12, 0.52, 0.92] * 10)
    assert found.difference.value == pytest.approx(0.02)
    assert found.difference.low == pytest.approx(0.02)
    assert (found.better, found.worse) == (30, 0)


def test_no_needs_give_no_figure() -> None:
    found = paired([], [])
    assert (found.before, found.difference.needs) == (0, 0)
