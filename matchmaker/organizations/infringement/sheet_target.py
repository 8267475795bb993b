"""The published list as what a table may be imported into."""

from __future__ import annotations

from matchmaker.core.authz import Actor
from matchmaker.core.i18n import N_
from matchmaker.organizations.infringement.policies import PERMISSIONS, Permission
from matchmaker.organizations.infringement.services.take_entries import TakingEntries
from matchmaker.sheets.field_lists import Shape, fields_from
from matchmaker.sheets.models import SheetImport, SheetKind
from matchmaker.sheets.tables.fields import Kind
from matchmaker.sheets.target import Target, Words

SHAPES = {
    "name": Shape(N_("单位名称")),
    "credit_code": Shape(N_("统一社会信用代码"), most=30),
    "authority": Shape(N_("公布机关")),
    "url": Shape(N_("公布网址"), most=500),
    "listed_on": Shape(N_("列入日期"), Kind.DAY),
    "removed_on": Shape(N_("移出日期"), Kind.ANY_DAY),
    "removal": Shape(N_("移出原因"), most=300),
}
REQUIRED = {
    "name": N_("没有单位名称。"),
    "authority": N_("没有公布机关。"),
    "url": N_("没有公布网址。"),
    "listed_on": N_("没有列入日期。"),
}


def _taking(sheet: SheetImport, actor: Actor, *, claims: bool) -> TakingEntries:  # noqa: ARG001 - the protocol's
    return TakingEntries(actor)


INFRINGEMENT_SHEET = Target(
    kind=SheetKind.INFRINGEMENT,
    permission=Permission.IMPORT,
    table=PERMISSIONS,
    fields=fields_from("matchmaker.organizations", "infringement_columns", SHAPES),
    required=REQUIRED,
    taking=_taking,
    words=Words(
        record=N_("侵权名录"),
        place=N_("侵权名录"),
        template=N_("侵权名录导入模板.xlsx"),
        created=N_("新列入"),
        updated=N_("移出"),
        confirm=N_("确认后按表更新 %(n)d 条侵权名录。"),
        done=N_("侵权名录已更新。"),
        see=N_("查看侵权名录"),
        cautions=(
            N_("只录主管机关已经公布的名录，写明公布网址；本平台不自行认定侵权。"),
            N_("按单位名称和列入日期识别，同一份表再次上传不会重复；写了移出日期的，到期不再提示。"),
        ),
        help=(
            N_("第一行是列名，从第二行起一行一家单位。橙色的列必填。"),
            N_("列可以删、可以换顺序：列名不同的，系统会对应并请您确认。"),
            N_("同一份表再次上传不会重复：按单位名称和列入日期识别。"),
        ),
    ),
    endpoints={
        "list": "infringement.index",
        "upload": "infringement.import_entries",
        "template": "infringement.template_entries",
    },
    notes={
        "name": N_("必填，与公布的名录一致。"),
        "authority": N_("必填，例如国家知识产权局。"),
        "url": N_("必填，公布页面的完整网址。"),
        "removed_on": N_("公布的名录已移出的，写移出日期。"),
    },
    needed=frozenset(REQUIRED),
)
