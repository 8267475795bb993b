"""The dossier as a paper: what stands on its pages, what is embedded, and the manifest of hashes.

Plain data out: ``web.pdf`` renders it, ``core.seals`` signs it. All words are
Chinese and ready to print.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any

from matchmaker.catalog.models import Attachment
from matchmaker.catalog.vocabulary import PRICING_METHODS, TRANSFER_MODES
from matchmaker.core import blobs, clock
from matchmaker.core.errors import Conflict
from matchmaker.core.i18n import N_
from matchmaker.core.money import exact_wan
from matchmaker.deals.pricing.completeness import NEGOTIATED, Holding, is_answered
from matchmaker.deals.pricing.models import (
    AUDIENCE_LABELS,
    FILE_LABELS,
    OUTCOME_LABELS,
    PricingDossier,
)
from matchmaker.deals.texts import cn_date

SOURCE = "data/dossier.typ"
MANIFEST = "manifest.json"
CHUNK = 1024 * 1024
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Sealing:
    """Who seals, when, and the fingerprint of the key that will sign."""

    by: str
    at: datetime
    public_key: str

    @property
    def moment(self) -> str:
        return f"{cn_date(clock.china_date(self.at))} {self.at.astimezone(clock.CHINA):%H:%M:%S}"


@dataclass(frozen=True, slots=True)
class Paper:
    """``data`` for the source, and the files it embeds: name in the paper → bytes on disk."""

    source: str
    data: dict[str, Any]
    files: dict[str, Path]


def compose(holding: Holding, sealing: Sealing, folder: Path, workshop: Path) -> Paper:
    """The paper of a dossier; its manifest is written into ``workshop``.

    Reads every file under ``folder`` and raises Conflict for one whose bytes
    are no longer those that were uploaded.
    """
    names = [f"{number:02d}-{each.file_name}" for number, each in enumerate(holding.files, start=1)]
    paths = [blobs.path_of(folder, each.blob) for each in holding.files]
    for each, path in zip(holding.files, paths, strict=True):
        require_unchanged(each, path)
    manifest = workshop / MANIFEST
    manifest.write_text(json.dumps(_manifest(holding, sealing, names), ensure_ascii=False, indent=1), encoding="utf-8")
    listed = [
        {"name": name, "kind": FILE_LABELS[each.purpose], "size": f"{each.size:,}", "sha256": each.sha256}
        for name, each in zip(names, holding.files, strict=True)
    ]
    data = {
        "title": holding.dossier.title,
        "unit": holding.dossier.organization.name,
        "number": f"{holding.dossier.id}",
        "deal": f"{holding.dossier.deal_id}",
        "sections": [{"title": title, "rows": [list(pair) for pair in rows]} for title, rows in sections(holding)],
        "checklist": checklist(holding.dossier),
        "objections": _objections(holding),
        "files": [
            {**line, "path": f"{place}.bin", "mime": each.media_type}
            for place, (line, each) in enumerate(zip(listed, holding.files, strict=True))
        ],
        "sealed_by": sealing.by,
        "sealed_at": sealing.moment,
        "public_key": sealing.public_key,
    }
    laid = {f"{place}.bin": path for place, path in enumerate(paths)}
    source = package_files("matchmaker.deals.pricing").joinpath(SOURCE).read_text(encoding="utf-8")
    return Paper(source, data, {**laid, MANIFEST: manifest})


def require_unchanged(row: Attachment, path: Path) -> None:
    """Raise Conflict unless the bytes at ``path`` are the ones that were uploaded."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
    except OSError:
        digest = hashlib.sha256(b"gone")
    if digest.hexdigest() != row.sha256:
        raise Conflict(N_("附件“%(name)s”与上传时不一致，不能封存。请删除后重新上传。") % {"name": row.file_name})


def _manifest(holding: Holding, sealing: Sealing, names: Sequence[str]) -> dict[str, Any]:
    row = holding.dossier
    return {
        "dossier": row.id,
        "deal": row.deal_id,
        "unit": row.organization.name,
        "title": row.title,
        "sealed_at": sealing.at.isoformat(),
        "sealed_by": sealing.by,
        "public_key": sealing.public_key,
        "files": [
            {"name": name, "size": each.size, "sha256": each.sha256}
            for name, each in zip(names, holding.files, strict=True)
        ],
    }


def sections(holding: Holding) -> Iterator[tuple[str, Pairs]]:
    """The numbered parts with their labelled facts, empty ones left out."""
    row = holding.dossier
    yield N_("一、定价决定"), _filled(_decision(row))
    yield N_("二、资产评估"), _filled(_appraisal(row))
    yield N_("三、关联交易声明"), _filled(_relation(row))
    if row.method == NEGOTIATED:
        yield N_("四、公示"), _filled(_notice(row))
    else:
        yield N_("四、交易场所的结果"), _filled(_venue(row))


def _decision(row: PricingDossier) -> Pairs:
    return [
        (N_("成果名称"), row.title),
        (N_("卖方单位"), row.organization.name),
        (N_("成交方式"), TRANSFER_MODES.get(row.transfer_mode or "", "")),
        (N_("定价方式"), PRICING_METHODS.get(row.method or "", "")),
        (N_("价格"), amount(row.price)),
        (N_("决定日期"), cn_date(row.decided_on) if row.decided_on else ""),
        (N_("定价依据"), row.basis),
    ]


def _appraisal(row: PricingDossier) -> Pairs:
    if not row.appraised:
        return [(N_("是否评估"), N_("未评估")), (N_("理由"), row.appraisal_reason)]
    return [
        (N_("是否评估"), N_("已评估")),
        (N_("评估机构"), row.appraiser),
        (N_("评估日期"), cn_date(row.appraised_on) if row.appraised_on else ""),
        (N_("评估值"), amount(row.appraised_value)),
    ]


def _relation(row: PricingDossier) -> Pairs:
    said = N_("属于关联交易") if row.related else N_("不属于关联交易")
    return [(N_("声明"), said), (N_("关系和回避情况"), row.related_note)]


def _notice(row: PricingDossier) -> Pairs:
    posted, until = row.notice_posted_at, row.notice_until
    span = f"{cn_date(clock.china_date(posted))} 至 {cn_date(until)}" if posted and until else ""
    return [
        (N_("公示范围"), AUDIENCE_LABELS.get(row.audience or "", "")),
        (N_("公示期"), span),
        (N_("是否公示价格"), N_("公示") if row.show_price else N_("未公示")),
        (N_("受理异议"), row.notice_contact),
    ]


def _venue(row: PricingDossier) -> Pairs:
    return [(N_("交易场所"), row.venue), (N_("成交确认编号"), row.venue_reference)]


def checklist(row: PricingDossier) -> dict[str, Any] | None:
    """The unit's list at the dossier's version with the answers; None without one."""
    if row.checklist is None:
        return None
    padded = [*row.answers, *([{}] * len(row.checklist.items))]
    lines = [
        {
            "item": item,
            "done": N_("已做到") if answer.get("done") else (N_("有说明") if is_answered(answer) else N_("未填")),
            "note": str(answer.get("note", "")),
        }
        for item, answer in zip(row.checklist.items, padded, strict=False)
    ]
    return {"number": f"{row.checklist.number}", "lines": lines}


def _objections(holding: Holding) -> list[dict[str, str]]:
    return [
        {
            "by": each.raised_by,
            "on": cn_date(each.raised_on),
            "body": each.body,
            "outcome": OUTCOME_LABELS.get(each.outcome or "", N_("未处理")),
            "handling": each.handling,
            "handled": cn_date(each.handled_on) if each.handled_on else "",
        }
        for each in holding.objections
    ]


def amount(fen: int | None) -> str:
    """分 in words of the paper, exact to the 分: 38.5 万元（385,000.00 元）; empty for None."""
    if fen is None:
        return ""
    yuan, cents = divmod(fen, 100)
    return f"{exact_wan(fen)} 万元（{yuan:,}.{cents:02d} 元）"


def _filled(pairs: Pairs) -> Pairs:
    return [pair for pair in pairs if pair[1]]
