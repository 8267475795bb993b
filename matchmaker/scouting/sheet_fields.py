"""A line of the roster as columns of a table may hold it."""

from __future__ import annotations

from matchmaker.catalog.vocabulary import FIELDS as TECHNICAL_FIELDS
from matchmaker.core.i18n import N_
from matchmaker.scouting.models import SCOUT_KIND_LABELS
from matchmaker.sheets.field_lists import Shape, fields_from
from matchmaker.sheets.tables.fields import Kind

SHAPES = {
    "name": Shape(N_("姓名"), most=40),
    "email": Shape(N_("邮箱"), Kind.EMAIL, 254),
    "phone": Shape(N_("电话"), Kind.PHONE, 32),
    "login": Shape(N_("登录名"), most=64),
    "kind": Shape(N_("类别"), Kind.CHOICE, choices=SCOUT_KIND_LABELS),
    "unit": Shape(N_("派出单位")),
    "host": Shape(N_("驻点单位")),
    "region_code": Shape(N_("负责地区"), most=60),
    "field_codes": Shape(N_("擅长领域"), Kind.CHOICES, choices=TECHNICAL_FIELDS),
    "term_start": Shape(N_("任期开始"), Kind.ANY_DAY),
    "term_end": Shape(N_("任期结束"), Kind.ANY_DAY),
}
FIELDS = fields_from("matchmaker.scouting", "scout_columns", SHAPES)
NOTES = {
    "name": N_("必填。"),
    "email": N_("必填。开通账号的邀请发到这里，由本人设置密码；表里不要写密码。"),
    "phone": N_("只供联系本人，列表中只显示一部分。"),
    "login": N_("不填就用邮箱登录。已有账号的按登录名识别。"),
    "kind": N_("不填按科技情报员。"),
    "host": N_("双链融合专员、科技特派员服务的企业、园区或村。"),
    "region_code": N_("县区、园区名称或 6 位行政区划代码，须在您负责的范围内。"),
    "field_codes": N_("可写几项，用顿号分开。"),
    "term_start": N_("不填按导入当天。"),
    "term_end": N_("不填为长期。"),
}
