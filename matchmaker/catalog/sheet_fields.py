"""The fields of achievements and needs as columns of a spreadsheet may hold them.

Names people give the columns and words they use for a choice are data
(``data/sheet_columns.json``, ``data/sheet_words.json``); labels and choices
are those of the forms.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from matchmaker.catalog import vocabulary
from matchmaker.catalog.contents import COLUMNS, ROW_LABELS, TEXT_LENGTH
from matchmaker.catalog.models import RecordKind
from matchmaker.core.i18n import N_
from matchmaker.sheets.tables.fields import Field, Kind

LABELS = {
    "external_id": N_("编号"),
    "unit_name": N_("企业名称"),
    "unit_credit_code": N_("统一社会信用代码"),
    "price": N_("期望价格（可写区间）"),
    "indicators": ROW_LABELS["indicators"],
}
NOTES = {
    "external_id": N_("本单位自己的编号。再次上传时按它识别同一条。"),
    "unit_name": N_("企业全称，须已在平台登记。"),
    "title": N_("必填，最多 120 字。"),
    "one_liner": N_("最多 60 字。"),
    "problem_solved": N_("谁、在什么场合、遇到什么问题。"),
    "advantage": N_("尽量写数字，例如收率由 91% 提高到 97%。"),
    "problem": N_("卡在哪一步、什么现象、影响多大。50 字以上。"),
    "indicators": N_("写成“收率：97%；纯度：≥99.5%”，用分号分开。"),
    "trl": N_("1～9 级，或小试、中试、产业化。"),
    "transfer_modes": N_("可写几项，用顿号分开；未定写“面议”。"),
    "cooperation_modes": N_("可写几项，用顿号分开。"),
    "price": N_("一个数或区间，例如 30-50；未定写“面议”。"),
    "budget": N_("一个数；写区间的按上限计；未定写“面议”。"),
    "deadline_months": N_("月数，例如 12；也可以写“1年”或日期。"),
    "secrecy_cleared": N_("只填“可公开”。结论为不可公开的成果不能上传。"),
    "keywords": N_("最多 3 个，用顿号分开。"),
    "tags": N_("最多 10 个，用顿号分开。"),
    "masked_text": N_("选“脱敏公开”时，公众只看到这段文字。"),
}
APPEND_TO = {RecordKind.ACHIEVEMENT: "summary", RecordKind.NEED: "background"}
_KINDS = {
    "keywords": Kind.WORDS,
    "tags": Kind.WORDS,
    "trl": Kind.LEVEL,
    "transfer_modes": Kind.CHOICES,
    "cooperation_modes": Kind.CHOICES,
    "evaluation_date": Kind.DAY,
    "secrecy_cleared_on": Kind.DAY,
    "captured_on": Kind.DAY,
    "price": Kind.PRICE,
    "price_min": Kind.MONEY,
    "price_max": Kind.MONEY,
    "budget": Kind.BUDGET,
    "deadline_months": Kind.MONTHS,
    "is_bottleneck": Kind.YES_NO,
    "open_to_challenge": Kind.YES_NO,
    "secrecy_cleared": Kind.CLEARANCE,
    "indicators": Kind.INDICATORS,
    "registration_number": Kind.REGISTRATION,
}
# as the columns of the tables; longer texts have the forms' bound
_MOST = {
    "title": 120,
    "one_liner": 60,
    "keywords": 3,
    "tags": 10,
    "trl_evidence": 500,
    "evaluation_body": 100,
    "ownership_note": 300,
    "completed_by": 200,
    "contact_team": 100,
    "capture_note": 500,
    "funding_source": 60,
    "ownership_intent": 120,
    "wished_experts": 200,
    "unit_name": 100,
    "unit_credit_code": 18,
    "external_id": 40,
}


@cache
def fields(kind: RecordKind) -> tuple[Field, ...]:
    """All fields of ``kind``, in the order of the data file."""
    return tuple(_field(kind, name, tuple(names)) for name, names in _data("sheet_columns")[kind.value].items())


def field_of(kind: RecordKind, name: str) -> Field:
    """The field called ``name``; KeyError for an unknown one."""
    return {each.name: each for each in fields(kind)}[name]


def _field(kind: RecordKind, name: str, names: tuple[str, ...]) -> Field:
    label = LABELS.get(name) or COLUMNS[kind][name]
    known = {str(code): text for code, text in _choices(name).items()}
    words = {code: tuple(others) for code, others in _data("sheet_words").get(name, {}).items()}
    default = Kind.CHOICE if known else Kind.TEXT
    own = Kind.TARGETS if (kind, name) == (RecordKind.NEED, "indicators") else _KINDS.get(name, default)
    return Field(name, label, own, names, _MOST.get(name, TEXT_LENGTH), known, words)


def _choices(name: str) -> Any:
    return vocabulary.TRL_LABELS if name == "trl" else vocabulary.CHOICES.get(name, {})


@cache
def _data(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        files("matchmaker.catalog").joinpath(f"data/{name}.json").read_text(encoding="utf-8")
    )
    return found
