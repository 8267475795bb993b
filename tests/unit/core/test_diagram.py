"""A picture shows every state and every arrow that does not hide the others."""

from __future__ import annotations

from matchmaker.core.diagram import picture, table
from matchmaker.deals.workflow import DEAL


def test_a_workflow_is_drawn_whole() -> None:
    drawn = picture(DEAL)
    assert drawn.startswith("stateDiagram-v2")
    assert all(f"    {state} : {DEAL.labels[state]}" in drawn for state in DEAL.states)
    assert "    [*] --> invited" in drawn
    assert "    about_to_sign --> signed : 已经签约" in drawn
    assert "    closed --> [*]" in drawn
    assert "结束对接" not in drawn
    listed = table(DEAL, lambda step: "双方同意" if step.action == "introduce" else "")
    assert all(step.label in listed for step in DEAL.transitions)
    assert "| 双方同意 | 待双方答复 | 已引荐 | 双方同意 |" in listed
