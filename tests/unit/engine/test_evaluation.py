import numpy as np
import pytest

from matchmaker.engine import ENGINE_VERSION
from matchmaker.engine.benchmark import Benchmark
from matchmaker.engine.evaluation import (
    Judged,
    calibration,
    evaluate,
    level_figures,
    ndcg,
    recall,
    run_lines,
)
from matchmaker.engine.index import Index
from tests.unit.engine.samples import ACHIEVEMENTS, NEEDS

RIGHT = {0: 0, 1: 1, 2: 3, 3: 5, 4: 6}
"""Which achievement answers which need, as places in the samples."""


@pytest.fixture
def benchmark() -> Benchmark:
    needs = [type(each)(place, each.title, each.body) for place, each in enumerate(NEEDS)]
    achievements = [type(each)(place, each.title, each.body) for place, each in enumerate(ACHIEVEMENTS)]
    judgements = {
        need: {place: 4.0 if place == right else 1.0 for place in range(len(achievements))}
        for need, right in RIGHT.items()
    }
    return Benchmark(
        needs,
        achievements,
        [f"n{place}" for place in range(len(needs))],
        [f"a{place}" for place in range(len(achievements))],
        judgements,
    )


def test_ndcg_by_hand() -> None:
    levels = np.array([1.0, 3.0, 4.0])
    # Gains 0, 3, 7; ranked 3, 7, 0 where 7, 3, 0 were best.
    wanted = (3 + 7 / np.log2(3)) / (7 + 3 / np.log2(3))
    assert ndcg(levels, np.array([0.1, 0.9, 0.5])) == pytest.approx(wanted)


def test_ndcg_looks_at_the_first_k_only() -> None:
    levels = np.array([1.0, 1.0, 4.0])
    assert ndcg(levels, np.array([0.3, 0.2, 0.1]), k=2) == 0
    assert ndcg(levels, np.array([0.1, 0.2, 0.3]), k=2) == 1


def test_tied_scores_count_as_the_mean_of_their_orders() -> None:
    assert ndcg(np.array([4.0, 1.0]), np.zeros(2)) == pytest.approx((1 + 1 / np.log2(3)) / 2)


def test_recall_is_the_share_found() -> None:
    assert recall([5, 3, 8, 1], {3, 1, 9}, k=3) == pytest.approx(1 / 3)


def test_everything_right_gives_full_marks(benchmark: Benchmark) -> None:
    report = evaluate(benchmark, Index.build(benchmark.achievements))
    assert (report.needs, report.achievements, report.judgements) == (5, 8, 40)
    assert report.ndcg_at_10.value == 1
    assert (report.ndcg_at_10.low, report.ndcg_at_10.high, report.ndcg_at_10.needs) == (1, 1, 5)
    assert report.recall_at_50.value == 1
    assert 0.8 < report.calibration.value <= 1
    assert report.title_words.needs == report.gain.needs == 5
    assert report.gain.value == pytest.approx(1 - report.title_words.value)


def test_needs_with_one_level_only_are_left_out_of_the_ranking(benchmark: Benchmark) -> None:
    benchmark.judgements[0] = {0: 2.0, 1: 2.0}
    report = evaluate(benchmark, Index.build(benchmark.achievements))
    assert report.ndcg_at_10.needs == 4
    assert report.recall_at_50.needs == 4


def test_a_report_repeats_to_the_last_digit(benchmark: Benchmark) -> None:
    index = Index.build(benchmark.achievements)
    assert evaluate(benchmark, index) == evaluate(benchmark, index)


def judged(need: int, levels: list[float], scores: list[float]) -> Judged:
    return Judged(need, list(range(len(levels))), np.array(levels), np.array(scores))


def test_calibration_is_learned_on_other_needs() -> None:
    agreeing = [judged(need, [1.0, 2.0, 3.0], [0.1, 0.2, 0.3]) for need in range(10)]
    assert calibration(agreeing).value == pytest.approx(1)
    # Turned round, a need can only be predicted from itself, and that is not done.
    odd_one = [*agreeing[:9], judged(9, [3.0, 2.0, 1.0], [0.1, 0.2, 0.3])]
    assert calibration(odd_one).value == pytest.approx(1 / (1 + 4 / 30))


def test_a_single_need_cannot_be_calibrated() -> None:
    assert calibration([judged(0, [1.0, 2.0], [0.1, 0.2])]).needs == 0


def test_levels_report_what_the_judges_said() -> None:
    figures = level_figures([judged(0, [4.0, 2.0, 1.0, 3.0], [0.5, 0.4, 0.1, 0.1])])
    assert [(each.level, each.pairs, each.related, each.relevant) for each in figures] == [
        ("strong", 2, 1.0, 0.5),
        ("fair", 0, 0.0, 0.0),
        ("weak", 2, 0.5, 0.5),
        ("none", 0, 0.0, 0.0),
    ]


def test_a_run_ranks_every_judged_pair_of_each_need(benchmark: Benchmark) -> None:
    rows = [line.rstrip("\n").split(" ") for line in run_lines(benchmark, Index.build(benchmark.achievements))]
    assert len(rows) == 40
    assert rows[0][:4] == ["n0", "Q0", "a0", "1"]
    assert {row[5] for row in rows} == {ENGINE_VERSION}
    for need in benchmark.need_ids:
        mine = [row for row in rows if row[0] == need]
        assert [int(row[3]) for row in mine] == list(range(1, 9))
        assert [float(row[4]) for row in mine] == sorted((float(row[4]) for row in mine), reverse=True)


def test_a_run_holds_the_best_of_the_pool_for_needs_nobody_judged(benchmark: Benchmark) -> None:
    benchmark.judgements.clear()
    rows = [line.split(" ") for line in run_lines(benchmark, Index.build(benchmark.achievements))]
    assert {row[0] for row in rows} == set(benchmark.need_ids)
    assert all(float(row[4]) > 0 for row in rows)
