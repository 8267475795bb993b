"""Achievements and needs as what a table may be imported into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from matchmaker.catalog import mandatory
from matchmaker.catalog.contents import COLUMNS
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.policies import PERMISSIONS, Permission
from matchmaker.catalog.services.take_rows import Taking
from matchmaker.catalog.sheet_fields import APPEND_TO, NOTES, fields
from matchmaker.core.authz import Actor
from matchmaker.core.i18n import N_
from matchmaker.sheets.models import SheetImport, SheetKind
from matchmaker.sheets.tables.rows import UNIT_NAME
from matchmaker.sheets.target import Target, Words

IMPORT = {RecordKind.ACHIEVEMENT: Permission.ACHIEVEMENT_IMPORT, RecordKind.NEED: Permission.NEED_IMPORT}
SECRET = N_("涉密和内部资料不能上传。")
AGAIN = N_("同一份表再次上传不会重复，改好的行会更新草稿。")
HELP = (
    N_("第一行是列名，从第二行起一行一条。橙色的列提交前必填；导入时只有名称必填，其余可以以后补。"),
    N_("列可以删、可以换顺序，也可以直接上传自己的表：列名不同的，系统会对应并请您确认。"),
    N_("转化方式、合作方式可以写几项，用顿号分开。技术指标写成“收率：97%；纯度：≥99.5%”。"),
    N_("金额按列名里的单位填；单元格里也可以写“50万元”“30-50万”。需求预算写区间的，按上限计。"),
    N_("成熟度可以写 1～9 级，也可以写小试（按 4 级）、中试（按 6 级）、产业化（按 9 级）。"),
    N_("同一份表再次上传不会重复：按编号识别，没有编号的按名称识别。"),
    SECRET,
)


def _words(record: str, place: str, template: str, *cautions: str) -> Words:
    return Words(
        record,
        place,
        template,
        created=N_("新建草稿"),
        updated=N_("更新草稿"),
        confirm=N_("确认后写入 %(n)d 条草稿，只有本单位、登记人和对接联络员能看到。"),
        done=N_("已存为草稿，补齐后逐条提交。"),
        see=N_("查看草稿"),
        cautions=(SECRET, *cautions, AGAIN),
        help=HELP,
    )


def _target(kind: RecordKind, words: Words, endpoints: Mapping[str, str], question: str = "") -> Target:
    def taking(sheet: SheetImport, actor: Actor, *, claims: bool) -> Taking:
        return Taking(kind, actor, sheet.organization_id, claims)

    plural = f"{kind}s"
    append_to = APPEND_TO[kind]
    return Target(
        kind=SheetKind(kind.value),
        permission=IMPORT[kind],
        table=PERMISSIONS,
        fields=fields(kind),
        required={"title": N_("没有名称。")},
        taking=taking,
        words=words,
        endpoints={
            "list": f"catalog.mine_{plural}",
            "upload": f"catalog.import_{plural}",
            "template": f"catalog.template_{plural}",
            **endpoints,
        },
        seen_by={"tab": "draft"},
        notes=NOTES,
        needed=frozenset({name for name, _message, _holds in mandatory.SUBMIT[kind]} | {UNIT_NAME}),
        append_to=(append_to, COLUMNS[kind][append_to]),
        question=question,
    )


ACHIEVEMENT_SHEET = _target(RecordKind.ACHIEVEMENT, _words(N_("成果"), N_("我的成果"), N_("成果导入模板.xlsx")), {})
NEED_SHEET = _target(
    RecordKind.NEED,
    replace(
        _words(N_("需求"), N_("我的需求"), N_("需求导入模板.xlsx"), N_("每行要有企业名称或统一社会信用代码。")),
        done=N_("已存为草稿，填写完整的可以一次提交并发布，缺内容的会逐条列出。"),
        next=N_("发布填写完整的"),
    ),
    {"next": "catalog.imported"},
    question=N_("平台上没有的企业，需求先记在“批量导入待认领”名下"),
)
