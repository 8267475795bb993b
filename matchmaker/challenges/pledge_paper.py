"""军令状 as a paper: its clauses in order, with tables and places for stamps; Word and PDF are set from this.

It is made from a version's text alone, so what is printed is what was
confirmed. A contract is in Chinese whatever the language of its reader, so
nothing here is translated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from matchmaker.challenges.models import PARTY_LABELS, Party
from matchmaker.core.capital_amounts import capital
from matchmaker.core.i18n import N_
from matchmaker.core.money import exact_wan
from matchmaker.web.columns import printable
from matchmaker.web.filters import cn_date

TITLE = N_("“揭榜挂帅”项目军令状")
NUMERALS = "一二三四五六七八九十"
OPENING = N_(
    "根据榜题“%(title)s”的揭榜结果，%(who)s经协商一致，订立本军令状，共同遵守。"
    "乙方负责人%(leader)s对攻关任务负总责，以成败论英雄。"
)
CLOSING = N_(
    "（一）本军令状一式%(copies)s份，各方各执%(each)s份，自各方盖章之日起生效。\n"
    "（二）未尽事宜由各方另行协商，形成书面补充文件，与本军令状具有同等效力。\n"
    "（三）本军令状在平台上的文本为第 %(revision)s 版。每页页脚的校验值由全文计算得出，与平台记录一致的，文本未被改动。"
)
LUMP_SUM = N_("经费实行包干制，由负责人自主使用，无需编制明细预算；下列支出列入负面清单，不得从攻关经费中列支：")
COPIES = {2: ("肆", "贰"), 3: ("陆", "贰")}
STAMP_LINES = (N_("（盖章）"), N_("法定代表人或授权代表（签字）："), N_("日期：　　　　年　　月　　日"))
LEADER_LINE = N_("攻关负责人（签字）：")


@dataclass(frozen=True, slots=True)
class Words:
    """Paragraphs; each line is one."""

    text: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table; ``widths`` are relative, ``numbers`` the columns that are set to the right."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    numbers: Sequence[int] = ()
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered clause."""

    heading: str
    parts: Sequence[Words | Sheet]


@dataclass(frozen=True, slots=True)
class Signature:
    """Where one party signs and stamps."""

    label: str
    name: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Paper:
    """All that is printed; ``number_line`` and ``hash_line`` stand at the foot of every page."""

    title: str
    subtitle: str
    number: str
    number_line: str
    hash_line: str
    facts: Sequence[tuple[str, str]]
    opening: str
    clauses: Sequence[Clause]
    signatures: Sequence[Signature]

    def as_json(self) -> dict[str, Any]:
        """Plain data, without what a page cannot show."""
        cleaned = _cleaned(asdict(self))
        assert isinstance(cleaned, dict)  # noqa: S101 - a mapping stays one
        return cleaned


def paper_of(text: Mapping[str, Any], text_hash: str) -> Paper:
    """The paper of a version's text."""
    parties = [(Party(each["party"]), each["name"]) for each in text["parties"]]
    facts = [(PARTY_LABELS[party], name) for party, name in parties]
    if text["partners"]:
        facts.insert(2, (N_("乙方联合单位"), "、".join(text["partners"])))
    facts.append((N_("攻关负责人"), text["leader"]))
    return Paper(
        title=TITLE,
        subtitle=text["title"],
        number=text["number"],
        number_line=N_("合同编号：%(number)s（第 %(revision)s 版）") % text,
        hash_line=N_("文本校验值（SHA-256）：%(hash)s") % {"hash": text_hash},
        facts=facts,
        opening=OPENING % {**text, "who": "、".join(PARTY_LABELS[party][:2] for party, _name in parties)},
        clauses=[
            Clause(f"{NUMERALS[place]}、{heading}", parts)
            for place, (heading, parts) in enumerate(_clauses(text, [party for party, _name in parties]))
        ],
        signatures=[_signature(party, name) for party, name in parties],
    )


def money(fen: int) -> str:
    """分 in 万元 to the last 分, with two decimals at least: 200.00, 66.666667."""
    whole, _dot, decimals = exact_wan(fen).partition(".")
    return f"{int(whole):,}.{decimals:0<2}"


def _clauses(text: Mapping[str, Any], parties: Sequence[Party]) -> list[tuple[str, list[Words | Sheet]]]:
    amount = text["amount"]
    span = N_("攻关期限自%(begins)s起至%(ends)s止。") % {
        "begins": _day(text["starts_on"]),
        "ends": _day(text["ends_on"]),
    }
    total = N_("合同金额为人民币 %(wan)s 万元（大写：%(capital)s），按下列节点的考核结果拨付。") % {
        "wan": money(amount),
        "capital": capital(amount),
    }
    duties = [(party, text[f"{party}_duties"]) for party in parties]
    spending: list[Words | Sheet] = [Words(text["payment_terms"])]
    if text["lump_sum"]:
        spending.append(Words(LUMP_SUM))
        spending.append(Words(_numbered(text["excluded_spending"])))
    copies, each = COPIES[len(parties)]
    closing = CLOSING % {"copies": copies, "each": each, "revision": text["revision"]}
    return [
        (N_("攻关任务与期限"), [Words(N_("完成榜题“%(title)s”的攻关任务，达到第二条全部考核指标。") % text + span)]),
        (N_("考核指标"), [_indicators(text["indicators"])]),
        (N_("里程碑与经费"), [Words(total), _milestones(text["milestones"], amount)]),
        (N_("经费拨付与使用"), spending),
        (N_("各方责任"), [Words(f"{PARTY_LABELS[party][:2]}：{words}") for party, words in duties]),
        (N_("奖惩"), [Words(text["rewards"])]),
        (N_("成果归属"), [Words(text["ownership"])]),
        (N_("负责人在岗承诺"), [Words(text["leader_promise"])]),
        (N_("附则"), [Words(closing)]),
    ]


def _indicators(rows: Sequence[Mapping[str, str]]) -> Sheet:
    shown = [
        [str(place), row["name"], f"{row['target']} {row['unit']}".strip(), row["method"] or "—"]
        for place, row in enumerate(rows, 1)
    ]
    return Sheet([N_("序号"), N_("指标"), N_("目标值"), N_("检测方法")], shown, [2, 6, 5, 7])


def _milestones(rows: Sequence[Mapping[str, Any]], amount: int) -> Sheet:
    shown = [
        [str(row["position"]), row["title"], _day(row["due_on"]), f"{row['share']}%", money(row["amount"])]
        for row in rows
    ]
    shown.append(["", N_("合计"), "", "100%", money(amount)])
    head = [N_("序号"), N_("考核要求"), N_("完成日期"), N_("比例"), N_("金额（万元）")]
    return Sheet(head, shown, [2, 9, 5, 3, 5], [3, 4])


def _signature(party: Party, name: str) -> Signature:
    lines = (*STAMP_LINES[:2], LEADER_LINE, STAMP_LINES[2]) if party is Party.TEAM else STAMP_LINES
    return Signature(PARTY_LABELS[party], name, lines)


def _numbered(lines: str) -> str:
    kept = [line.strip().rstrip("。；;") for line in lines.splitlines() if line.strip()]
    return "\n".join(f"{place}. {line}{'。' if place == len(kept) else '；'}" for place, line in enumerate(kept, 1))


def _day(text: str) -> str:
    return cn_date(date.fromisoformat(text))


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: _cleaned(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_cleaned(each) for each in value]
    return value
