"""How well a listing is written, 0–100, and what would raise it. It advises, it never blocks.

Needs: the weights are those of the field's practice (problem 20, two
quantified rows 30, test condition 10, budget 15, deadline 10, already tried
10, contact who decides 5). Achievements: our own choice in the same spirit —
the reader wants to know what it solves, by how much it is better and how
ripe it is. Each criterion counts whole or not at all, so that the panel can
say exactly what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from matchmaker.catalog.models import RecordKind
from matchmaker.core.i18n import N_

Contents = Mapping[str, Any]
PROBLEM_LENGTH = 50
QUANTIFIED_ROWS = 2
ENOUGH_WORDS = 10
_DIGIT = re.compile(r"[0-9０-９]")


@dataclass(frozen=True, slots=True)
class Criterion:
    """``points`` are given when ``met(contents)``; ``field`` is where the missing text belongs."""

    field: str
    points: int
    advice: str
    met: Callable[[Contents], bool]


@dataclass(frozen=True, slots=True)
class Missing:
    """What is not there yet, where it belongs and what it would bring."""

    field: str
    points: int
    text: str


@dataclass(frozen=True, slots=True)
class Score:
    """``value`` 0–100 and what is missing, most valuable first."""

    value: int
    missing: tuple[Missing, ...]


def _rows(contents: Contents, group: str = "indicators") -> list[Mapping[str, Any]]:
    return list(contents.get(group) or ())


def _long(contents: Contents, field: str, length: int) -> bool:
    return len(str(contents.get(field) or "").strip()) >= length


def _is_quantified(row: Mapping[str, Any], column: str) -> bool:
    return bool(row.get("name")) and bool(_DIGIT.search(str(row.get(column) or "")))


def _quantified(contents: Contents, column: str) -> bool:
    return sum(_is_quantified(row, column) for row in _rows(contents)) >= QUANTIFIED_ROWS


def _any_row(contents: Contents, column: str, group: str = "indicators") -> bool:
    return any(str(row.get(column) or "").strip() for row in _rows(contents, group))


def _budget_known(contents: Contents) -> bool:
    band = contents.get("budget_band")
    return contents.get("budget") is not None or (bool(band) and band != "negotiable")


NEED = (
    Criterion(
        "problem",
        20,
        N_("主要技术问题写到 50 字以上：卡在哪一步、现象是什么"),
        lambda contents: _long(contents, "problem", PROBLEM_LENGTH),
    ),
    Criterion(
        "indicators",
        30,
        N_("至少两行指标写出带数字的目标值"),
        lambda contents: _quantified(contents, "target"),
    ),
    Criterion(
        "indicators",
        10,
        N_("写明指标怎么测（测试方法或条件）"),
        lambda contents: _any_row(contents, "method"),
    ),
    Criterion("budget_band", 15, N_("给出预算档或金额"), _budget_known),
    Criterion(
        "deadline_months", 10, N_("写明期望几个月内完成"), lambda contents: bool(contents.get("deadline_months"))
    ),
    Criterion(
        "tried_before",
        10,
        N_("写上已经试过什么、结果如何"),
        lambda contents: _long(contents, "tried_before", ENOUGH_WORDS),
    ),
    Criterion("contact_is_decider", 5, N_("联系人能拍板"), lambda contents: bool(contents.get("contact_is_decider"))),
)
ACHIEVEMENT = (
    Criterion(
        "problem_solved",
        20,
        N_("解决什么问题写到 30 字以上：谁、在什么场合、遇到什么"),
        lambda contents: _long(contents, "problem_solved", 30),
    ),
    Criterion(
        "advantage",
        20,
        N_("好在哪里写出数字：比现有方案好多少"),
        lambda contents: bool(_DIGIT.search(str(contents.get("advantage") or ""))),
    ),
    Criterion(
        "indicators",
        25,
        N_("至少两行指标写出带数字的数值"),
        lambda contents: _quantified(contents, "value"),
    ),
    Criterion(
        "indicators",
        10,
        N_("写明指标的测试条件"),
        lambda contents: _any_row(contents, "condition"),
    ),
    Criterion(
        "indicators",
        10,
        N_("写上对比基线：现有方案是多少"),
        lambda contents: _any_row(contents, "baseline"),
    ),
    Criterion(
        "trl_evidence",
        10,
        N_("写明成熟度的依据（报告、运行记录）"),
        lambda contents: _long(contents, "trl_evidence", 4),
    ),
    Criterion(
        "ip_rights",
        5,
        N_("列出知识产权及申请号"),
        lambda contents: _any_row(contents, "number", "ip_rights"),
    ),
)
CRITERIA = {RecordKind.NEED: NEED, RecordKind.ACHIEVEMENT: ACHIEVEMENT}


def score(kind: RecordKind, contents: Contents) -> Score:
    """The score of ``contents`` (column → value, rows as lists of dicts)."""
    unmet = [each for each in CRITERIA[kind] if not each.met(contents)]
    missing = sorted((Missing(each.field, each.points, each.advice) for each in unmet), key=lambda each: -each.points)
    return Score(100 - sum(each.points for each in unmet), tuple(missing))
