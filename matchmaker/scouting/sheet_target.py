"""The roster as what a table may be imported into."""

from __future__ import annotations

from matchmaker.core.authz import Actor
from matchmaker.core.i18n import N_
from matchmaker.organizations.sheet_target import offering_regions
from matchmaker.scouting.policies import PERMISSIONS, Permission
from matchmaker.scouting.services.take_scouts import TakingScouts
from matchmaker.scouting.sheet_fields import FIELDS, NOTES
from matchmaker.sheets.models import SheetImport, SheetKind
from matchmaker.sheets.target import Target, Words


def _taking(sheet: SheetImport, actor: Actor, *, claims: bool) -> TakingScouts:  # noqa: ARG001 - the protocol's
    return TakingScouts(actor)


SCOUT_SHEET = Target(
    kind=SheetKind.SCOUT,
    permission=Permission.ROSTER_IMPORT,
    table=PERMISSIONS,
    fields=FIELDS,
    required={"name": N_("没有姓名。")},
    taking=_taking,
    words=Words(
        record=N_("情报员"),
        place=N_("情报员名册"),
        template=N_("情报员名册导入模板.xlsx"),
        created=N_("列入名册"),
        updated=N_("更新名册"),
        confirm=N_("确认后有 %(n)d 人列入或更新名册。还没有账号的会收到邮件，由本人设置密码。"),
        done=N_("名册已更新，邀请邮件已排队发送。"),
        see=N_("查看名册"),
        cautions=(
            N_("还没有账号的人会收到邀请邮件，由本人设置密码。表里不要写密码和身份证号。"),
            N_("按登录名或邮箱识别同一个人；本人账号里的姓名、电话不会被改动。"),
            N_("同一份表再次上传不会重复邀请。"),
        ),
        help=(
            N_("第一行是列名，从第二行起一行一人。橙色的列必填。"),
            N_("列可以删、可以换顺序，也可以直接上传自己的名册：列名不同的，系统会对应并请您确认。"),
            N_("还没有账号的人会收到邀请邮件，由本人设置密码。表里不要写密码和身份证号。"),
            N_("同一份表再次上传不会重复：按登录名识别，没有登录名的按邮箱识别。"),
        ),
    ),
    endpoints={
        "list": "scouting.scouts",
        "upload": "scouting.import_scouts",
        "template": "scouting.template_scouts",
    },
    notes=NOTES,
    needed=frozenset({"name", "email", "region_code"}),
    offers=offering_regions("region_code"),
)
