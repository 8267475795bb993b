"""What was decided about a contract and its counterparts (对账), as lines to read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from matchmaker.core import clock
from matchmaker.core.i18n import N_
from matchmaker.deals.contracts.models import Contract, ContractVerdict, Ledger, Verdict, Way

TITLES = {
    Verdict.JOINED: N_("与{}对上"),
    Verdict.UNDONE: N_("撤销与{}的对账"),
    Verdict.DISMISSED: N_("判定与{}不是同一份"),
}
TONES = {Verdict.JOINED: "good", Verdict.UNDONE: "warn", Verdict.DISMISSED: "neutral"}
WAYS = {
    Way.IMPORT: N_("导入登记台账时双方、金额、日期都相同"),
    Way.SUGGESTION: N_("按系统建议"),
    Way.CHOICE: N_("由联络员自己选定"),
}
LATER = N_("签订当年以后的更正，不改已封存的上报数")


@dataclass(frozen=True, slots=True)
class Event:
    """One line; see components/timeline.html."""

    at: datetime
    title: str
    actor: str
    detail: str
    tone: str


def told(row: Contract, story: Iterable[tuple[ContractVerdict, str | None, Contract]]) -> list[Event]:
    """``story`` as `reconcile_queries.story` gives it, in its order."""
    return [_event(row, verdict, name or "", other) for verdict, name, other in story]


def _event(row: Contract, verdict: ContractVerdict, name: str, other: Contract) -> Event:
    said = N_("登记编号 {}").format(other.registration_number)
    if other.ledger == Ledger.PLATFORM:
        said = N_("平台台账中 {} 号合同").format(other.id)
    detail = [WAYS[Way(verdict.way)]] if verdict.way else []
    detail += [N_("理由：{}").format(verdict.reason)] if verdict.reason else []
    years = {row.signed_on.year, other.signed_on.year}
    if verdict.verdict != Verdict.DISMISSED and clock.china_date(verdict.decided_at).year > min(years):
        detail.append(LATER)
    kind = Verdict(verdict.verdict)
    return Event(verdict.decided_at, TITLES[kind].format(said), name, "；".join(detail), TONES[kind])
