"""Numbers of batches add up; of what is said about rows only so much is kept."""

from __future__ import annotations

from matchmaker.sheets.outcome import MOST_PROBLEMS, Outcome
from matchmaker.sheets.tables.rows import Incoming, Problem


def test_batches_add_up() -> None:
    row, outcome = Incoming(2), Outcome(created=1)
    row.refuse("没有名称。")
    row.remark("title", "同名。")
    other = Outcome(created=2, unchanged=3)
    other.reject(row)
    other.notice(row)
    outcome.add(other)
    assert outcome.counts == {"created": 3, "updated": 0, "unchanged": 3, "rejected": 1}
    assert [each.message for each in (*outcome.problems, *outcome.remarks)] == ["没有名称。", "同名。"]


def test_what_is_said_is_bounded() -> None:
    many = [Problem(n, None, "", "没有名称。") for n in range(MOST_PROBLEMS)]
    outcome = Outcome(problems=list(many), remarks=list(many))
    outcome.add(Outcome(rejected=1, problems=many[:1], remarks=many[:1]))
    assert (len(outcome.problems), len(outcome.remarks), outcome.rejected) == (MOST_PROBLEMS, MOST_PROBLEMS, 1)
