"""What a row of the register must hold, where its parties sit, and what is strange about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from matchmaker.core.i18n import N_
from matchmaker.deals.contracts.flags import FLAG_NOTES, Flag
from matchmaker.deals.contracts.models import Contract, ContractKind, Ledger
from matchmaker.organizations import credit_code as codes
from matchmaker.organizations import names
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries.region_names import RegionNames
from matchmaker.sheets.tables.rows import Incoming

SIDES = {"buyer": ("buyer_name", "buyer_credit_code"), "seller": ("seller_name", "seller_credit_code")}
USUAL_LENGTHS = (14, 16)
_NUMBER = re.compile(r"[0-9A-Za-z-]{6,32}")
_ORDERS = (
    ("technology_amount", "amount", N_("技术交易额不能大于成交额。")),
    ("signed_on", "registered_on", N_("登记日期不能早于签订日期。")),
    ("signed_on", "valid_until", N_("有效期不能早于签订日期。")),
)


def check_row(row: Incoming, rows_seen: dict[str, int]) -> None:
    """Bring number, names and codes into their stored form and refuse what no register can hold."""
    values = row.values
    number = str(values.get("registration_number", "")).replace(" ", "").upper()
    if number:
        values["registration_number"] = number
        _check_number(row, number)
        first = rows_seen.setdefault(number, row.row)
        if first != row.row:
            row.refuse(N_("与第 {} 行重复。").format(first))
    for name, code in SIDES.values():
        if name in values:
            values[name] = names.normalize(values[name])
        if code in values:
            values[code] = codes.normalize(values[code])
            if problem := codes.problem(values[code]):
                row.refuse_field(code, problem)


def check_orders(row: Incoming, known: Contract | None) -> None:
    """Refuse what contradicts itself, what the platform holds already included."""

    def said(name: str) -> Any:
        return row.values.get(name, getattr(known, name, None))

    for low, high, message in _ORDERS:
        if said(low) is not None and said(high) is not None and said(low) > said(high):
            row.refuse_field("registered_on" if high == "registered_on" else low, message)
    if said("development_mode") and said("kind") != ContractKind.DEVELOPMENT:
        row.refuse_field("development_mode", N_("只有技术开发合同填开发方式。"))


def _check_number(row: Incoming, number: str) -> None:
    if not _NUMBER.fullmatch(number):
        row.refuse_field("registration_number", N_("登记编号只含数字、字母和连字符，6 至 32 位。"))
    elif len(number) not in USUAL_LENGTHS:
        row.remark(
            "registration_number", N_("登记编号一般为 14 或 16 位，这一个是 {} 位，请核对。").format(len(number))
        )


def place_parties(
    row: Incoming, units: Mapping[str, Organization], regions: RegionNames, known: Contract | None
) -> dict[str, Any]:
    """The columns that the row gives: parties linked where the platform knows them, with the regions they sit in."""
    given = {name: value for name, value in row.values.items() if name not in {"buyer_region", "seller_region"}}
    for side, (name, code) in SIDES.items():
        unit = units.get(str(row.values.get(code))) or units.get(str(row.values.get(name)))
        region = f"{side}_region"
        said = row.values.get(region)
        found = regions.find(said) if said else _seat(unit, known, f"{region}_code")
        if found is None and not row.problems:
            row.refuse_field(region, _lacking(said))
        given[f"{region}_code"] = found
        if unit is not None:
            given[f"{side}_organization_id"] = unit.id
    return {**given, "ledger": Ledger.REGISTERED.value}


def _seat(unit: Organization | None, known: Contract | None, column: str) -> str | None:
    if known is not None:
        return str(getattr(known, column))
    return unit.region_code if unit is not None else None


def _lacking(said: str | None) -> str:
    if said:
        return N_("“{}”看不出是哪个地区，请写到县区，或写行政区划代码。").format(said[:20])
    return N_("没有写所在地区，平台上也没有登记这家单位。")


def remark_strange(
    row: Incoming,
    values: Mapping[str, Any],
    others: Mapping[str, Mapping[str, Any]],
    units: Mapping[str, Organization],
) -> None:
    """Point out the signs of ``flags``; ``others``: number → amount and day of the pair's other contracts."""
    same = [number for number, each in others.items() if each["amount"] == values["amount"]]
    month = (values["signed_on"].year, values["signed_on"].month)
    near = [n for n, each in others.items() if (each["signed_on"].year, each["signed_on"].month) == month]
    for flag, numbers in ((Flag.SAME_AMOUNT, same), (Flag.SPLIT, near)):
        if numbers:
            row.remark("amount", FLAG_NOTES[flag] + N_("登记编号：{}。").format("、".join(sorted(numbers)[:3])))
    if _related(values, units):
        row.remark("seller_name", FLAG_NOTES[Flag.RELATED])


def _related(values: Mapping[str, Any], units: Mapping[str, Organization]) -> bool:
    phones = set()
    for name, code in SIDES.values():
        unit = units.get(str(values.get(code))) or units.get(str(values.get(name)))
        phones.add(unit.contact_phone if unit else "")
    same_code = values.get("buyer_credit_code") and values.get("buyer_credit_code") == values.get("seller_credit_code")
    return bool(values["buyer_name"] == values["seller_name"] or same_code or (len(phones) == 1 and phones != {""}))
