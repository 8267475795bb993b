"""A declared workflow as a picture (Mermaid) and a table, for the documentation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from matchmaker.core.workflow import Reason, Transition, Workflow

# An exit that is open from more states than this is said in the table only: its arrows would hide the way.
MOST_ARROWS = 3


def picture(workflow: Workflow[Any]) -> str:
    """The states and the arrows between them as a Mermaid state diagram."""
    lines = ["stateDiagram-v2"]
    lines += [f"    {state} : {workflow.labels[state]}" for state in workflow.states]
    lines.append(f"    [*] --> {workflow.initial}")
    for step in workflow.transitions:
        if len(step.sources) <= MOST_ARROWS:
            lines += [f"    {source} --> {step.target} : {step.label}" for source in _ordered(workflow, step)]
    left = {source for step in workflow.transitions for source in step.sources}
    lines += [f"    {state} --> [*]" for state in workflow.states if state not in left]
    return "\n".join(lines)


def table(workflow: Workflow[Any], asks: Callable[[Transition], str]) -> str:
    """Every transition in a Markdown table; ``asks`` tells what it asks for besides."""
    lines = ["| 动作 | 从 | 到 | 还需要 |", "|---|---|---|---|"]
    for step in workflow.transitions:
        sources = "、".join(workflow.labels[source] for source in _ordered(workflow, step))
        wanted = [asks(step), "写明理由" if step.reason is Reason.REQUIRED else ""]
        needs = "；".join(part for part in wanted if part) or "—"
        lines.append(f"| {step.label} | {sources} | {workflow.labels[step.target]} | {needs} |")
    return "\n".join(lines)


def _ordered(workflow: Workflow[Any], step: Transition) -> list[str]:
    return [state for state in workflow.states if state in step.sources]
