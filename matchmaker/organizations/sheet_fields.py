"""The particulars of an organisation as columns of a table may hold them."""

from __future__ import annotations

from matchmaker.core.i18n import N_
from matchmaker.organizations.models import KIND_LABELS, QUALIFICATION_LABELS, SCALE_LABELS
from matchmaker.sheets.field_lists import Shape, fields_from
from matchmaker.sheets.tables.fields import Kind

SHAPES = {
    "credit_code": Shape(N_("统一社会信用代码"), most=30),
    "name": Shape(N_("单位全称")),
    "kind": Shape(N_("单位类型"), Kind.CHOICE, choices=KIND_LABELS),
    "region_code": Shape(N_("所在地区"), most=60),
    "short_name": Shape(N_("简称"), most=40),
    "scale": Shape(N_("企业规模"), Kind.CHOICE, choices=SCALE_LABELS),
    "qualifications": Shape(N_("资质"), Kind.CHOICES, choices=QUALIFICATION_LABELS),
    "state_held": Shape(N_("是否国有"), Kind.YES_NO),
    "address": Shape(N_("地址"), most=200),
    "introduction": Shape(N_("单位简介"), most=2000),
    "contact_name": Shape(N_("联系人"), most=40),
    "contact_phone": Shape(N_("联系电话"), Kind.PHONE, 32),
    "contact_email": Shape(N_("电子邮箱"), Kind.EMAIL, 254),
}
FIELDS = fields_from("matchmaker.organizations", "organization_columns", SHAPES)
LABELS = {name: shape.label for name, shape in SHAPES.items()}
NOTES = {
    "credit_code": N_("必填，18 位。按它识别同一家单位，校验位不对的行不导入。"),
    "name": N_("与营业执照或法人证书一致。新单位必填。"),
    "kind": N_("新单位必填。"),
    "region_code": N_("县区、园区名称或 6 位行政区划代码。新单位必填。"),
    "qualifications": N_("可写几项，用顿号分开。"),
    "contact_phone": N_("不公开，双方同意对接后告知对方。"),
    "contact_email": N_("不公开，用于发送确认链接。"),
}
