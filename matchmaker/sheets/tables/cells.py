"""What a cell says, read as its field wants it.

Each reader returns the values of record columns, or raises Unreadable with a
sentence for the person who has to mend the cell. Blank cells, dashes and 无
never come here: they say nothing and change nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from matchmaker.core import clock
from matchmaker.core.contacts import is_email, is_phone
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.money import from_wan
from matchmaker.sheets.tables.fields import Field, Kind, bare, plain

Values = dict[str, Any]
LONGEST_WORD = 20
MOST_INDICATORS, LONGEST_INDICATOR = 20, 80
ONE_OR_BOTH_ENDS = range(1, 3)
LEVELS = range(1, 10)
MOST_MONTHS = 120
DAYS_A_MONTH = 30.4375
SERIAL_DAYS = range(20_000, 80_000)
"""Days since 1899-12-30, as a spreadsheet counts: 1954 to 2119."""
SERIAL_DIGITS = 5
_EPOCH = date(1899, 12, 30)
_YES = frozenset({"是", "有", "√", "✓", "✔", "y", "yes", "true", "1", "同意", "属于", "可", "可以", "对"})
_NO = frozenset({"否", "没有", "×", "x", "✗", "n", "no", "false", "0", "不同意", "不属于", "不", "不是", "不可"})
_OPEN = frozenset(
    {"可公开", "公开", "可以公开", "已审查可公开", "通过", "已通过", "审查通过", "已审查", "非密", "不涉密", "无密级"}
)
_CLOSED = frozenset({"不可公开", "不公开", "涉密", "不能公开", "内部", "秘密", "机密", "绝密", "不通过"})
_SEPARATOR = re.compile(r"[、，,；;/|\n]+")
_DAY = re.compile(r"^(\d{4})[-./年](\d{1,2})(?:[-./月](\d{1,2})日?)?月?$")
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}.*$")
_PACKED_DAY = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*(亿|千万|百万|万|千|元)?")
_RANGE = re.compile(r"[-~—–至到]+")
_TALK = frozenset({"面议", "待定", "协商", "面谈", "协商定价", "另议"})
_MONTHS = re.compile(r"^(\d{1,3}(?:\.\d)?)(个?月|年|天|日|周)?(?:内|以内|左右|完成)*$")
_NUMERALS = str.maketrans("一二三四五六七八九", "123456789")
_INDICATOR = re.compile(r"[；;\n]+")
_NAME_END = re.compile(r"[:：]|(?=[≥≤≧≦><=＞＜＝±约达\d])")
_REGISTRATION = re.compile(r"^[0-9A-Za-z]{3}\d{4}[Yy]\d{4}$")
_FACTORS: Mapping[str, Decimal] = {
    "亿": Decimal(10_000),
    "千万": Decimal(1_000),
    "百万": Decimal(100),
    "万": Decimal(1),
    "千": Decimal("0.1"),
    "元": Decimal("0.0001"),
}


class Unreadable(Exception):
    """A cell that does not say what its column is for; the message goes to the person."""


def read_cell(field: Field, text: str, unit: str = "") -> Values:
    """Column → value of a cell that says something; ``unit`` of money as in ``mapping``."""
    return _READERS[field.kind](field, unicodedata.normalize("NFC", text).strip(), unit)


def _text(field: Field, text: str, _unit: str) -> Values:
    if len(text) > field.most:
        raise Unreadable(N_("最多 {} 字，现有 {} 字。").format(field.most, len(text)))
    return {field.name: text}


def _words(field: Field, text: str, _unit: str) -> Values:
    words = list(dict.fromkeys(part.strip() for part in re.split(r"[、，,；;\n\s]+", text) if part.strip()))
    if len(words) > field.most:
        raise Unreadable(N_("最多 {} 个，现有 {} 个。").format(field.most, len(words)))
    if any(len(word) > LONGEST_WORD for word in words):
        raise Unreadable(N_("每个词最多 {} 字，请用顿号分开。").format(LONGEST_WORD))
    return {field.name: words}


def _choice(field: Field, text: str, _unit: str) -> Values:
    return {field.name: _code(field, text)}


def _choices(field: Field, text: str, _unit: str) -> Values:
    whole = _exact(field, text)
    codes = [whole] if whole else [_code(field, part) for part in _SEPARATOR.split(text) if part.strip()]
    return {field.name: list(dict.fromkeys(codes))}


def _code(field: Field, text: str) -> str:
    """The code for a label, a code or another word for it; else for the only label the text contains."""
    exact = _exact(field, text)
    if exact:
        return exact
    said = plain(text)
    within = {code for code, label in field.choices.items() if plain(label) and plain(label) in said}
    if len(within) == 1:
        return within.pop()
    shown = "、".join(list(field.choices.values())[:12])
    raise Unreadable(N_("“{}”不在可选项中，可写：{}。").format(text[:20], shown))


def _exact(field: Field, text: str) -> str | None:
    return field.codes.get(plain(text)) or field.codes.get(bare(text))


def _level(field: Field, text: str, _unit: str) -> Values:
    said = plain(text).translate(_NUMERALS)
    number = re.fullmatch(r"(?:trl|第)?([1-9])级?(?:\D.*)?", said)
    if number:
        return {field.name: int(number[1])}
    found = re.search(r"trl([1-9])(?!\d)", said)
    code = found[1] if found else _exact(field, text)
    if code is None:
        raise Unreadable(N_("“{}”看不出成熟度，请写 1～9 级，或写小试、中试、产业化。").format(text[:20]))
    return {field.name: int(code)}


def _any_day(field: Field, text: str, _unit: str) -> Values:
    day = day_of(text)
    if day is None:
        raise Unreadable(N_("“{}”看不出日期，请写成 2026-03-05。").format(text[:20]))
    return {field.name: day}


def _day(field: Field, text: str, unit: str) -> Values:
    found = _any_day(field, text, unit)
    if found[field.name] > clock.today():
        raise Unreadable(N_("日期不能晚于今天。"))
    return found


def day_of(text: str) -> date | None:
    """The day a text names: 2026-3-5, 2026.3.5, 2026年3月5日, 20260305, 2026年3月 (its first), 46086."""
    said = _TIME.sub("", unicodedata.normalize("NFKC", text).strip()).replace(" ", "")
    parts = _DAY.match(said) or _PACKED_DAY.match(said)
    try:
        if parts:
            return date(int(parts[1]), int(parts[2]), int(parts[3] or 1))
    except ValueError:
        return None
    if said.isascii() and said.isdecimal() and len(said) <= SERIAL_DIGITS and int(said) in SERIAL_DAYS:
        return _EPOCH + timedelta(days=int(said))
    return None


def amounts(text: str, unit: str) -> tuple[int, int] | None:
    """Lowest and highest amount in 分 that a text names; None for 面议.

    A unit in the cell counts before the column's. Raises Unreadable.
    """
    said = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
    if bare(said) in _TALK:
        return None
    parts = [part for part in _RANGE.split(said) if part]
    found = [_AMOUNT.search(part) for part in parts]
    if len(parts) not in ONE_OR_BOTH_ENDS or any(each is None for each in found):
        raise Unreadable(N_("“{}”看不出金额，请写数字，例如 50 或 30-50。").format(text[:20]))
    matches = [each for each in found if each]
    last = matches[-1][2]
    ends = [_fen(Decimal(each[1]), each[2] or last, unit, text) for each in matches]
    if ends[0] > ends[-1]:
        raise Unreadable(N_("金额的下限大于上限。"))
    return ends[0], ends[-1]


def _fen(amount: Decimal, said_unit: str | None, unit: str, text: str) -> int:
    if said_unit is None and unit == "cells":
        raise Unreadable(N_("“{}”没有写单位，请写明万元或元。").format(text[:20]))
    factor = _FACTORS[said_unit] if said_unit else (Decimal(1) if unit == "wan" else _FACTORS["元"])
    try:
        return from_wan(amount * factor)
    except Invalid as error:
        raise Unreadable(error.message) from error


def _money(field: Field, text: str, unit: str) -> Values:
    found = amounts(text, unit)
    if found is None:
        return {}
    if found[0] != found[1]:
        raise Unreadable(N_("这一列请只写一个金额。"))
    return {field.name: found[0]}


def _price(_field: Field, text: str, unit: str) -> Values:
    found = amounts(text, unit)
    return {} if found is None else {"price_min": found[0], "price_max": found[1]}


def _budget(field: Field, text: str, unit: str) -> Values:
    """The upper end of a range is what may be spent at most."""
    found = amounts(text, unit)
    return {"budget_band": "negotiable"} if found is None else {field.name: found[1]}


def _months(field: Field, text: str, unit: str) -> Values:
    said = unicodedata.normalize("NFKC", text).replace(" ", "").translate(_NUMERALS)
    day = day_of(said) if not said.isdecimal() else None
    months = _months_until(day) if day else _months_said(said, unit)
    if months is None:
        raise Unreadable(N_("“{}”看不出时限，请写月数，例如 12 个月。").format(text[:20]))
    if not 1 <= months <= MOST_MONTHS:
        raise Unreadable(N_("时限应在 1～{} 个月之间，请核对“{}”。").format(MOST_MONTHS, text[:20]))
    return {field.name: months}


def _months_until(day: date) -> int:
    return round((day - clock.today()).days / DAYS_A_MONTH)


def _months_said(said: str, unit: str) -> int | None:
    if said in {"半年", "半年内"}:
        return 6
    last = [part for part in _RANGE.split(said) if part][-1:]
    found = _MONTHS.match(last[0]) if last else None
    if found is None:
        return None
    amount = Decimal(found[1])
    factor = {"年": Decimal(12), "天": Decimal(1) / 30, "日": Decimal(1) / 30, "周": Decimal(7) / 30}
    by = found[2] or ("年" if unit == "years" else "月")
    return round(amount * factor.get(by, Decimal(1)))


def _yes_no(field: Field, text: str, _unit: str) -> Values:
    said = plain(text) or text
    if said in _YES or said in _NO:
        return {field.name: said in _YES}
    raise Unreadable(N_("“{}”请改成“是”或“否”。").format(text[:20]))


def _clearance(field: Field, text: str, _unit: str) -> Values:
    said = plain(text)
    if said in _CLOSED or said in _NO:
        raise Unreadable(N_("结论为不可公开的成果不能在本平台登记。"))
    if said in _OPEN or said in _YES:
        return {field.name: True}
    raise Unreadable(N_("“{}”请改成“可公开”，不可公开的请勿上传。").format(text[:20]))


def _indicators(field: Field, text: str, _unit: str) -> Values:
    """Each line or part between semicolons is one indicator: its name, then what it reaches."""
    parts = [part.strip(" 、，,。.") for part in _INDICATOR.split(text)]
    rows = [_indicator(field, re.sub(r"^[（(]?\d{1,2}[)）.、]\s*(?=\D)", "", part)) for part in parts if part]
    if len(rows) > MOST_INDICATORS:
        raise Unreadable(N_("最多 {} 项指标，用分号分开。").format(MOST_INDICATORS))
    return {field.name: rows}


def _indicator(field: Field, part: str) -> Values:
    end = _NAME_END.search(part)
    name, value = (part[: end.start()], part[end.end() :]) if end and end.start() else (part, "")
    name, value = name.strip(), value.strip()
    if max(len(name), len(value)) > LONGEST_INDICATOR:
        raise Unreadable(
            N_("“{}…”太长，指标的名称和数值各不超过 {} 字，用分号分开。").format(part[:20], LONGEST_INDICATOR)
        )
    return {"name": name, ("target" if field.kind is Kind.TARGETS else "value"): value}


def _registration(field: Field, text: str, _unit: str) -> Values:
    if not _REGISTRATION.match(text):
        raise Unreadable(N_("登记号为 12 位，形如 3402026Y0001。"))
    return {field.name: text.upper()}


def _phone(field: Field, text: str, _unit: str) -> Values:
    said = unicodedata.normalize("NFKC", text).strip()
    if not is_phone(said):
        raise Unreadable(N_("“{}”不是一个电话号码，多个号码请只留一个。").format(text[:20]))
    return {field.name: said}


def _email(field: Field, text: str, _unit: str) -> Values:
    said = unicodedata.normalize("NFKC", text).strip()
    if not is_email(said):
        raise Unreadable(N_("“{}”不是一个邮箱地址，例：office@unit.cn。").format(text[:20]))
    return {field.name: said}


_READERS: Mapping[Kind, Callable[[Field, str, str], Values]] = {
    Kind.TEXT: _text,
    Kind.WORDS: _words,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.LEVEL: _level,
    Kind.DAY: _day,
    Kind.ANY_DAY: _any_day,
    Kind.MONEY: _money,
    Kind.PRICE: _price,
    Kind.BUDGET: _budget,
    Kind.MONTHS: _months,
    Kind.YES_NO: _yes_no,
    Kind.CLEARANCE: _clearance,
    Kind.INDICATORS: _indicators,
    Kind.TARGETS: _indicators,
    Kind.REGISTRATION: _registration,
    Kind.PHONE: _phone,
    Kind.EMAIL: _email,
}
