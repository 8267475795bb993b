"""The set that ships: large enough, well formed, and of nobody's records."""

from collections import Counter

import pytest

from matchmaker.cli.seed import source
from matchmaker.engine.benchmark import Benchmark
from matchmaker.engine.evaluation import evaluate
from matchmaker.engine.frozen import FOLDER, measured, read_frozen
from matchmaker.engine.index import Index
from tests.factories.organizations import NAMES

FEWEST_NEEDS, FEWEST_PAIRS, FEWEST_PAIRS_OF_A_NEED = 30, 600, 12
FOUR_LEVELS = {1.0, 2.0, 3.0, 4.0}


@pytest.fixture(scope="module")
def frozen() -> Benchmark:
    return read_frozen()


def _levels(frozen: Benchmark) -> list[float]:
    return [level for row in frozen.judgements.values() for level in row.values()]


def test_it_is_large_enough_to_tell_two_engines_apart(frozen: Benchmark) -> None:
    assert len(frozen.judgements) >= FEWEST_NEEDS
    assert len(_levels(frozen)) >= FEWEST_PAIRS


def test_every_need_is_judged_often_and_in_different_levels(frozen: Benchmark) -> None:
    assert set(frozen.judgements) == set(range(len(frozen.needs)))
    for row in frozen.judgements.values():
        assert len(row) >= FEWEST_PAIRS_OF_A_NEED
        assert len(set(row.values())) > 1
        assert max(row.values()) >= 3


def test_levels_are_the_four_of_the_guide(frozen: Benchmark) -> None:
    assert set(_levels(frozen)) == FOUR_LEVELS


def test_every_achievement_is_judged_for_some_need(frozen: Benchmark) -> None:
    assert {key for row in frozen.judgements.values() for key in row} == set(range(len(frozen.achievements)))


def test_no_id_stands_on_both_sides_and_no_text_twice(frozen: Benchmark) -> None:
    assert not set(frozen.need_ids) & set(frozen.achievement_ids)
    texts = Counter(each.text for each in [*frozen.needs, *frozen.achievements])
    assert max(texts.values()) == 1


def test_every_document_says_something_beyond_its_title(frozen: Benchmark) -> None:
    assert all(each.body.strip() for each in [*frozen.needs, *frozen.achievements])


def test_no_text_names_an_organisation_of_the_demo_city_or_of_the_tests(frozen: Benchmark) -> None:
    rows = [*source.rows("organizations_enterprise"), *source.rows("organizations_research")]
    names = {name for row in rows for name in (row["name"], row["short_name"])} | set(NAMES.values())
    texts = [each.text for each in [*frozen.needs, *frozen.achievements]]
    assert not [(name, text) for name in names for text in texts if name in text]


def test_the_readme_counts_what_is_there(frozen: Benchmark) -> None:
    readme = (FOLDER / "README.md").read_text("utf-8")
    counts = Counter(_levels(frozen))
    row = " | ".join(str(counts[level]) for level in sorted(FOUR_LEVELS))
    assert f"| 对数 | {row} |" in readme
    assert f"{len(frozen.needs)} 个需求，每行" in readme
    assert f"{len(frozen.achievements)} 项成果，格式" in readme
    assert f"{len(_levels(frozen))} 对判定，制表符" in readme


def test_the_kept_figures_are_those_of_the_present_engine(frozen: Benchmark) -> None:
    """After a change to the engine: `matchmaker evaluate --json > matchmaker/engine/data/frozen/measured.json`."""
    kept, report = measured(), evaluate(frozen, Index.build(frozen.achievements, frozen.needs))
    assert (kept.engine, kept.needs, kept.achievements) == (report.engine, report.needs, report.achievements)
    assert kept.judgements == report.judgements
    for name, figure in (
        ("ndcg_at_10", report.ndcg_at_10),
        ("recall_at_50", report.recall_at_50),
        ("calibration", report.calibration),
        ("title_words_ndcg_at_10", report.title_words),
        ("gain_over_title_words", report.gain),
    ):
        assert kept.values[name] == pytest.approx(figure.value, abs=1e-3)
        assert kept.intervals[name] == pytest.approx((figure.low, figure.high), abs=1e-3)
