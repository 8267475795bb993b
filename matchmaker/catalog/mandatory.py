"""What must be there before a listing is submitted, and before it is published.

Draft: the name. Everything else not named here is optional, so that a listing
goes out within ten minutes; ``quality`` advises. Functions return field →
messages, empty when all is there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.quality import PROBLEM_LENGTH
from matchmaker.core.i18n import N_

Contents = Mapping[str, Any]
Missing = dict[str, list[str]]
Rule = tuple[str, str, Callable[[Contents], bool]]


def _given(field: str) -> Callable[[Contents], bool]:
    return lambda contents: contents.get(field) not in (None, "", [])


def _indicated(contents: Contents) -> bool:
    rows = contents.get("indicators") or ()
    return bool(contents.get("not_quantifiable")) or any(row.get("name") and row.get("target") for row in rows)


def _problem_told(contents: Contents) -> bool:
    return len(str(contents.get("problem") or "").strip()) >= PROBLEM_LENGTH


DRAFT: tuple[Rule, ...] = (("title", N_("请填写名称。"), _given("title")),)
SUBMIT: dict[RecordKind, tuple[Rule, ...]] = {
    RecordKind.NEED: (
        *DRAFT,
        ("problem", N_("请写到 50 字以上，说清卡在哪一步。"), _problem_told),
        ("indicators", N_("请至少填一行指标的名称和目标值，或勾选“暂无法量化”。"), _indicated),
        ("deadline_months", N_("请填写期望完成时限。"), _given("deadline_months")),
        ("budget_band", N_("请选择预算档，未定可选“面议”。"), _given("budget_band")),
        ("disclosure", N_("请选择公开范围。"), _given("disclosure")),
    ),
    RecordKind.ACHIEVEMENT: (
        *DRAFT,
        ("one_liner", N_("请用一句话说明这项成果。"), _given("one_liner")),
        ("problem_solved", N_("请写明解决什么问题。"), _given("problem_solved")),
        ("advantage", N_("请写明好在哪里。"), _given("advantage")),
        ("completed_by", N_("请填写完成单位。"), _given("completed_by")),
        ("trl", N_("请选择技术成熟度。"), _given("trl")),
        ("ip_status", N_("请选择知识产权状态。"), _given("ip_status")),
        ("transfer_modes", N_("请至少选一种转化方式，未定可选“面议”。"), _given("transfer_modes")),
        ("secrecy_cleared", N_("请确认本单位已作保密审查，结论为可公开。"), _given("secrecy_cleared")),
        (
            "secrecy_cleared",
            N_("结论为不可公开的成果不能在本平台登记。"),
            lambda contents: contents.get("secrecy_cleared") is not False,
        ),
    ),
}
PUBLISH: dict[RecordKind, tuple[Rule, ...]] = {
    RecordKind.NEED: (
        ("field_code", N_("请选择高新领域。"), _given("field_code")),
        ("need_type", N_("请选择需求类型。"), _given("need_type")),
        ("region_code", N_("请选择县区或园区。"), _given("region_code")),
    ),
    RecordKind.ACHIEVEMENT: (
        ("field_code", N_("请选择高新领域。"), _given("field_code")),
        ("ownership", N_("请选择权属。"), _given("ownership")),
    ),
}


def for_submit(kind: RecordKind, contents: Contents) -> Missing:
    """What is missing before ``contents`` can be submitted."""
    return _missing(SUBMIT[kind], contents)


def for_publish(kind: RecordKind, contents: Contents) -> Missing:
    """What is missing, beyond submission, before ``contents`` can be published."""
    return _missing(PUBLISH[kind], contents)


def _missing(rules: tuple[Rule, ...], contents: Contents) -> Missing:
    found: Missing = {}
    for field, message, holds in rules:
        if not holds(contents):
            found.setdefault(field, []).append(message)
    return found
