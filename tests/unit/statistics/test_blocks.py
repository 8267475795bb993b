"""The form asks each thing once."""

from __future__ import annotations

from matchmaker.statistics.reports.blocks import BLOCKS, DRAFTED, LINES, TYPED


def test_every_line_is_either_counted_or_typed() -> None:
    assert len(LINES) == sum(len(block.lines) for block in BLOCKS) == len(DRAFTED) + len(TYPED)
