"""The fields of the national register of technical contracts as columns of a table may hold them."""

from __future__ import annotations

from matchmaker.catalog.vocabulary import FIELDS, IP_KINDS
from matchmaker.core.i18n import N_
from matchmaker.deals.contracts.models import CONTRACT_PRICING, DEVELOPMENT_LABELS, KIND_LABELS, PAYMENT_LABELS
from matchmaker.sheets.field_lists import Shape, fields_from
from matchmaker.sheets.tables.fields import Kind

SHAPES = {
    "registration_number": Shape(N_("合同登记编号"), most=32),
    "name": Shape(N_("项目名称"), most=200),
    "kind": Shape(N_("合同类别"), Kind.CHOICE, choices=KIND_LABELS),
    "development_mode": Shape(N_("开发方式"), Kind.CHOICE, choices=DEVELOPMENT_LABELS),
    "buyer_name": Shape(N_("买方名称")),
    "buyer_credit_code": Shape(N_("买方信用代码"), most=30),
    "buyer_region": Shape(N_("买方行政区划"), most=60),
    "seller_name": Shape(N_("卖方名称")),
    "seller_credit_code": Shape(N_("卖方信用代码"), most=30),
    "seller_region": Shape(N_("卖方行政区划"), most=60),
    "amount": Shape(N_("合同成交额"), Kind.MONEY),
    "technology_amount": Shape(N_("技术交易额"), Kind.MONEY),
    "received": Shape(N_("到账金额"), Kind.MONEY),
    "signed_on": Shape(N_("签订日期"), Kind.DAY),
    "registered_on": Shape(N_("登记日期"), Kind.DAY),
    "valid_until": Shape(N_("有效期至"), Kind.ANY_DAY),
    "ip_kinds": Shape(N_("知识产权类别"), Kind.CHOICES, choices=IP_KINDS),
    "payment_mode": Shape(N_("支付方式"), Kind.CHOICE, choices=PAYMENT_LABELS),
    "pricing_method": Shape(N_("定价方式"), Kind.CHOICE, choices=CONTRACT_PRICING),
    "field_code": Shape(N_("技术领域"), Kind.CHOICE, choices=FIELDS),
    "assessed_unit": Shape(N_("考核单位"), most=60),
    "note": Shape(N_("备注"), most=2000),
}
FIELDS_OF_CONTRACT = fields_from("matchmaker.deals.contracts", "contract_columns", SHAPES)
REQUIRED = {
    "registration_number": N_("没有合同登记编号。未登记的合同不从表格导入。"),
    "name": N_("没有项目名称。"),
    "kind": N_("没有合同类别。"),
    "buyer_name": N_("没有买方名称。"),
    "seller_name": N_("没有卖方名称。"),
    "amount": N_("没有合同成交额。"),
    "signed_on": N_("没有签订日期。"),
}
NOTES = {
    "registration_number": N_("必填。按它识别同一份合同，一般为 14 或 16 位。"),
    "kind": N_("技术开发、转让、许可、咨询、服务五类之一。"),
    "development_mode": N_("只有技术开发合同填。"),
    "buyer_region": N_("县区名称或 6 位行政区划代码；买方已在平台登记的可以不填。吸纳按买方所在地统计。"),
    "seller_region": N_("县区名称或 6 位行政区划代码；卖方已在平台登记的可以不填。输出按卖方所在地统计。"),
    "amount": N_("合同写明的全部金额。"),
    "technology_amount": N_("成交额中属于技术的部分，不超过成交额。"),
    "received": N_("截至制表已经收到的金额，与成交额分开统计。"),
    "ip_kinds": N_("可写几项，用顿号分开。"),
    "assessed_unit": N_("计入哪个县区、开发区或园区的考核；不填按买方所在县区。"),
}
