"""What the figures of a comparison mean."""

import pytest

from matchmaker.matching.tuning.judging import Verdict, needs_reason, obstacles, verdict, verdict_of
from matchmaker.matching.tuning.models import EngineTuning, Origin
from tests.factories.tuning import LEARNED_FROM, comparison


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        (0.001, 0.02, Verdict.BETTER),
        (-0.02, -0.001, Verdict.WORSE),
        (-0.001, 0.02, Verdict.SAME),
        (0.0, 0.0, Verdict.SAME),
    ],
)
def test_only_an_interval_without_zero_tells_a_difference(low: float, high: float, found: Verdict) -> None:
    assert verdict({"low": low, "high": high}) is found


def _learned(low: float, later: float) -> EngineTuning:
    held_out = {**LEARNED_FROM, "held_out": {"difference": later}}
    return EngineTuning(origin=Origin.LEARNED, comparison=comparison(0, low, 0.01), learned_from=held_out)


@pytest.mark.parametrize(
    ("low", "later", "number"), [(-0.01, 0.0, 0), (-0.0101, 0.0, 1), (0.0, -0.001, 1), (-0.02, -0.02, 2)]
)
def test_what_was_learned_is_held_against_both_sets(low: float, later: float, number: int) -> None:
    assert len(obstacles(_learned(low, later))) == number


def test_a_lexicon_may_be_worse_with_a_reason() -> None:
    row = EngineTuning(origin=Origin.LEXICON, comparison=comparison(-0.05, -0.06, -0.04))
    assert obstacles(row) == []
    assert needs_reason(row)


def test_what_was_never_compared_cannot_go_live() -> None:
    row = EngineTuning(origin=Origin.LEXICON, comparison={})
    assert verdict_of(row) is None
    assert len(obstacles(row)) == 1
    assert not needs_reason(row)
