"""What a dossier must hold before it is sealed: one table, read by the page and by the guard."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from matchmaker.catalog.models import Attachment
from matchmaker.core import clock
from matchmaker.core.i18n import N_
from matchmaker.deals.pricing.models import ObjectionOutcome, PricingDossier, PricingObjection

NEGOTIATED = "negotiated"


@dataclass(frozen=True, slots=True)
class Holding:
    """A dossier with what belongs to it, and the Chinese day on which it is judged."""

    dossier: PricingDossier
    files: Sequence[Attachment]
    objections: Sequence[PricingObjection]
    today: date

    def has_file(self, purpose: str) -> bool:
        return any(each.purpose == purpose for each in self.files)


@dataclass(frozen=True, slots=True)
class Check:
    """One requirement, whether it is met, what is missing in words, and on which of the dossier's pages to mend it."""

    label: str
    missing: tuple[str, ...]
    page: str
    """edit, evidence, notice or duties; empty for the dossier's own page."""

    @property
    def met(self) -> bool:
        return not self.missing


def checks(holding: Holding) -> list[Check]:
    """Every requirement that applies to the dossier's method, in the order of the paper."""
    return [
        Check(label, tuple(find(holding)), page) for label, applies, find, page in _TABLE if applies(holding.dossier)
    ]


def missing(holding: Holding) -> list[str]:
    """What is missing, in words; empty when the dossier may be sealed."""
    return [text for check in checks(holding) for text in check.missing]


def before_notice(holding: Holding) -> list[str]:
    """What is missing before a notice may be posted: the decision itself."""
    return [*_decision(holding), *_basis(holding)]


def _decision(holding: Holding) -> Iterator[str]:
    row = holding.dossier
    if row.transfer_mode is None:
        yield N_("没有选择成交方式")
    if row.method is None:
        yield N_("没有选择定价方式")
    if row.price is None:
        yield N_("没有填写价格")
    if row.decided_on is None:
        yield N_("没有填写定价决定的日期")


def _basis(holding: Holding) -> Iterator[str]:
    if not holding.dossier.basis.strip():
        yield N_("没有说明定价依据")


def _venue(holding: Holding) -> Iterator[str]:
    row = holding.dossier
    if not row.venue.strip():
        yield N_("没有填写交易场所")
    if not row.venue_reference.strip():
        yield N_("没有填写成交确认的编号")
    if not holding.has_file("venue"):
        yield N_("没有上传交易场所的成交证明")


def _appraisal(holding: Holding) -> Iterator[str]:
    row = holding.dossier
    if row.appraised is None:
        yield N_("没有说明是否评估")
    elif not row.appraised:
        if not row.appraisal_reason.strip():
            yield N_("没有评估的，要写明理由")
    else:
        if row.appraised_value is None or not row.appraiser.strip() or row.appraised_on is None:
            yield N_("评估机构、评估日期、评估值没有填全")
        if not holding.has_file("appraisal"):
            yield N_("没有上传评估报告")


def _relation(holding: Holding) -> Iterator[str]:
    row = holding.dossier
    if row.related is None:
        yield N_("没有声明是否为关联交易")
    elif row.related and not row.related_note.strip():
        yield N_("属于关联交易的，要写明关系和回避情况")


def _evidence(holding: Holding) -> Iterator[str]:
    if not holding.has_file("decision"):
        yield N_("没有上传集体决策或审批材料")


def _notice(holding: Holding) -> Iterator[str]:
    until = holding.dossier.notice_until
    if until is None:
        yield N_("还没有公示")
    elif holding.today <= until:
        yield N_("公示期到%(month)d月%(day)d日，期满次日才能封存") % {"month": until.month, "day": until.day}


def _objections(holding: Holding) -> Iterator[str]:
    waiting = sum(each.outcome is None for each in holding.objections)
    if waiting:
        yield N_("有 %(n)d 项异议没有处理") % {"n": waiting}
    posted = holding.dossier.notice_posted_at
    if posted and any(
        each.outcome == ObjectionOutcome.UPHELD and each.created_at >= posted for each in holding.objections
    ):
        yield N_("采纳了异议，要撤回公示，修改后重新公示")


def _duties(holding: Holding) -> Iterator[str]:
    checklist, answers = holding.dossier.checklist, holding.dossier.answers
    if checklist is None:
        return
    padded = [*answers, *([{}] * len(checklist.items))]
    open_ones = sum(not is_answered(answer) for answer in padded[: len(checklist.items)])
    if open_ones:
        yield N_("尽职免责清单还有 %(n)d 项没有勾选，也没有说明") % {"n": open_ones}


def is_answered(answer: dict[str, Any]) -> bool:
    """Whether a duty was done, or is explained where it was not."""
    return bool(answer.get("done")) or bool(str(answer.get("note", "")).strip())


def _always(_row: PricingDossier) -> bool:
    return True


def _is_negotiated(row: PricingDossier) -> bool:
    return row.method == NEGOTIATED


def _is_traded(row: PricingDossier) -> bool:
    return row.method is not None and row.method != NEGOTIATED


_Row = tuple[str, Callable[[PricingDossier], bool], Callable[[Holding], Iterator[str]], str]
_TABLE: tuple[_Row, ...] = (
    (N_("成交方式、定价方式和价格"), _always, _decision, "edit"),
    (N_("定价依据"), _is_negotiated, _basis, "edit"),
    (N_("交易场所的结果"), _is_traded, _venue, "edit"),
    (N_("资产评估"), _always, _appraisal, "edit"),
    (N_("关联交易声明"), _always, _relation, "edit"),
    (N_("决策材料"), _always, _evidence, "evidence"),
    (N_("公示"), _is_negotiated, _notice, "notice"),
    (N_("异议"), _always, _objections, ""),
    (N_("本单位尽职免责清单"), lambda row: row.checklist is not None, _duties, "duties"),
)


def holding(dossier: PricingDossier, files: Sequence[Attachment], objections: Sequence[PricingObjection]) -> Holding:
    """The holding as it is judged today."""
    return Holding(dossier, files, objections, clock.today())
