"""The page of the users' guide on the way of a challenge, drawn from the tables the program runs by.

``matchmaker challenge process > docs/guide/揭榜流程.md`` renews it; a test
holds the page to it.
"""

from __future__ import annotations

from matchmaker.challenges.profiles import PROFILES
from matchmaker.challenges.workflow import BID, CHALLENGE, GUARD_WORDS, GUARDS
from matchmaker.core.diagram import picture, table
from matchmaker.core.workflow import Transition

INTRODUCTION = """# 揭榜挂帅：从需求到兑付

本页由程序的流程表生成，与程序实际执行的规则一致；不要手工修改。

榜单是一批榜题，一道榜题走完下面的路。企业出题、政府立题、能者解题、市场阅卷。揭榜书从张榜起密封：启封以前，任何人——
包括管理员和发榜单位——看不到内容、名称和数量；须由至少三名指定人员中的任意两名授权，并在运行平台的主机上各自输入口令，
才能启封。每次提交、替换、撤回都有签名回执，任何人可以离线核验。"""


def document() -> str:
    """The whole page in Markdown."""
    parts = [
        INTRODUCTION,
        "## 三类榜题",
        _profiles(),
        "## 榜题的状态",
        _drawn(picture(CHALLENGE)),
        table(CHALLENGE, _guards),
        "## 揭榜书启封以后的状态",
        "启封以前没有状态：密封的揭榜书在数据库里与空信封没有区别。",
        _drawn(picture(BID)),
        table(BID, lambda _step: ""),
    ]
    return "\n\n".join(parts) + "\n"


def _profiles() -> str:
    lines = ["| 类别 | 走的步骤 | 依据 |", "|---|---|---|"]
    for rule in PROFILES.values():
        steps = "、".join(step.label for step in CHALLENGE.transitions if step.action in rule.actions)
        extra = "（只向受邀高校开放，发榜单位联合承担）" if rule.invited_only else ""
        lines.append(f"| {rule.label}{extra} | {steps} | {rule.source} |")
    return "\n".join(lines)


def _guards(step: Transition) -> str:
    return "；".join(GUARD_WORDS[name] for name in GUARDS.get(step.action, ()))


def _drawn(diagram: str) -> str:
    return f"```mermaid\n{diagram}\n```"
