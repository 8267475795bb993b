"""Registered contracts as what a table may be imported into."""

from __future__ import annotations

from matchmaker.core.authz import Actor
from matchmaker.core.i18n import N_
from matchmaker.deals.contracts.policies import PERMISSIONS, Permission
from matchmaker.deals.contracts.services.take_contracts import TakingContracts
from matchmaker.deals.contracts.sheet_fields import FIELDS_OF_CONTRACT, NOTES, REQUIRED
from matchmaker.organizations.sheet_target import offering_regions
from matchmaker.sheets.models import SheetImport, SheetKind
from matchmaker.sheets.target import Target, Words


def _taking(sheet: SheetImport, actor: Actor, *, claims: bool) -> TakingContracts:  # noqa: ARG001 - the protocol's
    return TakingContracts(actor)


CONTRACT_SHEET = Target(
    kind=SheetKind.CONTRACT,
    permission=Permission.IMPORT,
    table=PERMISSIONS,
    fields=FIELDS_OF_CONTRACT,
    required=REQUIRED,
    taking=_taking,
    words=Words(
        record=N_("技术合同"),
        place=N_("技术合同"),
        template=N_("技术合同导入模板.xlsx"),
        created=N_("新增合同"),
        updated=N_("更新合同"),
        confirm=N_("确认后把 %(n)d 份合同写入“已登记”台账。"),
        done=N_("合同已写入“已登记”台账。"),
        see=N_("查看台账"),
        cautions=(
            N_("只导入已在登记机构登记的合同，按合同登记编号识别，再次上传不会重复。"),
            N_("买卖双方至少有一方在您负责的地区。"),
            N_("疑似重复、拆分和关联交易只提示，不拦截。"),
            N_("涉密合同不能上传。"),
        ),
        help=(
            N_("第一行是列名，从第二行起一行一份合同。橙色的列必填。"),
            N_("列可以删、可以换顺序，也可以直接上传登记系统导出的表：列名不同的，系统会对应并请您确认。"),
            N_("金额按列名里的单位填；单元格里也可以写“50万元”。成交额、技术交易额、到账金额分别统计。"),
            N_("同一份表再次上传不会重复：按合同登记编号识别，空格不改动已有内容。"),
            N_("涉密合同不能上传。"),
        ),
    ),
    endpoints={
        "list": "contracts.index",
        "upload": "contracts.import_contracts",
        "template": "contracts.template_contracts",
    },
    seen_by={"ledger": "registered"},
    notes=NOTES,
    needed=frozenset(REQUIRED),
    append_to=("note", N_("备注")),
    offers=offering_regions("buyer_region", "seller_region", "assessed_unit"),
)
