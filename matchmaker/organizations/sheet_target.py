"""Organisations as what a table may be imported into."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy.orm import Session

from matchmaker.core.authz import Actor, Role
from matchmaker.core.i18n import N_
from matchmaker.organizations.policies import PERMISSIONS, Permission
from matchmaker.organizations.queries.listing import region_choices
from matchmaker.organizations.services.take_organizations import TakingOrganizations
from matchmaker.organizations.sheet_fields import FIELDS, NOTES
from matchmaker.sheets.models import SheetImport, SheetKind
from matchmaker.sheets.target import Target, Words


def offering_regions(*columns: str) -> Callable[[Session, Actor], Mapping[str, Sequence[str]]]:
    """For a target's ``offers``: in these columns the regions an actor looks after may be picked by name."""

    def offer(session: Session, actor: Actor) -> Mapping[str, Sequence[str]]:
        groups = region_choices(session, actor.region_codes if actor.has(Role.OFFICER) else None)
        names = [name for group in groups.values() for _code, name in group]
        return dict.fromkeys(columns, names)

    return offer


def _taking(sheet: SheetImport, actor: Actor, *, claims: bool) -> TakingOrganizations:  # noqa: ARG001 - the protocol's
    return TakingOrganizations(actor, verified=claims)


ORGANIZATION_SHEET = Target(
    kind=SheetKind.ORGANIZATION,
    permission=Permission.IMPORT,
    table=PERMISSIONS,
    fields=FIELDS,
    required={"credit_code": N_("没有统一社会信用代码。")},
    taking=_taking,
    words=Words(
        record=N_("单位"),
        place=N_("单位"),
        template=N_("单位导入模板.xlsx"),
        created=N_("新增单位"),
        updated=N_("更新单位"),
        confirm=N_("确认后新增或更新 %(n)d 家单位。单位自己填写过的内容不会被覆盖。"),
        done=N_("单位资料已写入。"),
        see=N_("查看单位"),
        cautions=(
            N_("每行要有统一社会信用代码，按它识别同一家单位。"),
            N_("空格不改动已有内容；单位自己填写过的内容不会被覆盖，试导入时逐条列出。"),
            N_("同一份表再次上传不会重复。"),
        ),
        help=(
            N_("第一行是列名，从第二行起一行一家单位。橙色的列必填。"),
            N_("列可以删、可以换顺序，也可以直接上传自己的表：列名不同的，系统会对应并请您确认。"),
            N_("同一份表再次上传不会重复：按统一社会信用代码识别，空格不改动已有内容。"),
            N_("联系人和电话只供对接使用，不公开；表里请不要写身份证号等其他个人信息。"),
        ),
    ),
    endpoints={
        "list": "organizations.imported",
        "upload": "organizations.import_organizations",
        "template": "organizations.template_organizations",
    },
    notes=NOTES,
    needed=frozenset({"credit_code", "name", "kind", "region_code"}),
    question=N_("新单位的证照已核对，导入即为已核验（只对负责该地区的对接联络员有效）"),
    offers=offering_regions("region_code"),
)
