"""What the ledger of contracts says as a file, of contracts or of rows with their columns."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask_babel import gettext as _

from matchmaker.catalog.vocabulary import FIELDS, IP_KINDS
from matchmaker.core.i18n import N_
from matchmaker.deals.contracts.comparing import compare
from matchmaker.deals.contracts.flags import FLAG_LABELS, Flag
from matchmaker.deals.contracts.models import CONTRACT_PRICING, KIND_LABELS, LEDGER_LABELS, PAYMENT_LABELS, Contract
from matchmaker.web.columns import Column, Kind

LONG = 36

REGISTER: tuple[Column[Contract], ...] = (
    Column(N_("合同登记编号"), lambda row: row.registration_number, width=20),
    Column(N_("项目名称"), lambda row: row.name, width=LONG),
    Column(N_("合同类别"), lambda row: row.kind, width=12, labels=KIND_LABELS),
    Column(N_("买方名称"), lambda row: row.buyer_name),
    Column(N_("买方行政区划"), lambda row: row.buyer_region_code, width=14),
    Column(N_("卖方名称"), lambda row: row.seller_name),
    Column(N_("卖方行政区划"), lambda row: row.seller_region_code, width=14),
    Column(N_("考核单位"), lambda row: row.assessed_unit, width=14),
    Column(N_("合同成交额（万元）"), lambda row: row.amount, Kind.MONEY),
    Column(N_("技术交易额（万元）"), lambda row: row.technology_amount, Kind.MONEY),
    Column(N_("到账金额（万元）"), lambda row: row.received, Kind.MONEY),
    Column(N_("签订日期"), lambda row: row.signed_on, Kind.DATE),
    Column(N_("登记日期"), lambda row: row.registered_on, Kind.DATE),
    Column(N_("有效期至"), lambda row: row.valid_until, Kind.DATE),
    Column(N_("知识产权类别"), lambda row: "、".join(_(IP_KINDS[code]) for code in row.ip_kinds)),
    Column(N_("支付方式"), lambda row: row.payment_mode, width=14, labels=PAYMENT_LABELS),
    Column(N_("定价方式"), lambda row: row.pricing_method, width=12, labels=CONTRACT_PRICING),
    Column(N_("技术领域"), lambda row: row.field_code, width=16, labels=FIELDS),
)


def _signs(row: Any) -> str:
    return "、".join(_(FLAG_LABELS[flag]) for flag in Flag if getattr(row, flag.value))


def _within(column: Column[Any]) -> Column[Any]:
    return replace(column, value=lambda row: column.value(row.Contract))


LEDGER: tuple[Column[Any], ...] = (
    Column(N_("台账"), lambda row: row.Contract.ledger, width=14, labels=LEDGER_LABELS),
    *(_within(each) for each in REGISTER),
    Column(N_("提示"), _signs),
    Column(N_("备注"), lambda row: row.Contract.note, width=LONG),
)
"""As the register, with the book a contract stands in and its signs; of rows with a column for each sign."""


def _registered(column: Column[Contract]) -> Column[Any]:
    heading = N_("登记：") + column.heading
    return Column(heading, lambda row: column.value(row.registered), column.kind, column.width)


def _said(row: Any) -> str:
    return "；".join(
        f"{each.label}：{each.platform} / {each.registered}" + (f"（{each.note}）" if each.note else "")
        for each in compare(row.Contract, row.registered).differs
    )


def _only(*headings: str) -> list[Column[Contract]]:
    return [column for column in REGISTER if column.heading in headings]


_BOTH = _only("项目名称", "买方名称", "卖方名称", "合同成交额（万元）", "到账金额（万元）", "签订日期")
ALONE = REGISTER
"""Of contracts that stand alone in their ledger."""
PAIR: tuple[Column[Any], ...] = (
    Column(N_("合同登记编号"), lambda row: row.registered.registration_number, width=20),
    *(_within(each) for each in _BOTH),
    *(_registered(each) for each in _BOTH),
    Column(N_("出入（平台 / 登记）"), _said, width=LONG),
)
"""Of joined pairs: the platform's row, the registered one, and what they say otherwise."""
