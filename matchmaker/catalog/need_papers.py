"""征集表 and 汇总表: needs in the two layouts that offices know.

The 征集表 is one need as an enterprise fills it in and seals it; the 汇总表 is
the table that a county sends on. A list masks phone numbers, the form of one
need gives the enterprise's own in full.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from flask_babel import gettext as _

from matchmaker.catalog import public_cards, vocabulary
from matchmaker.catalog.export_columns import indicators
from matchmaker.catalog.models import Need
from matchmaker.core import clock
from matchmaker.core.i18n import N_
from matchmaker.core.money import exact_wan
from matchmaker.organizations.models import QUALIFICATION_LABELS, SCALE_LABELS
from matchmaker.web.columns import Column, Kind
from matchmaker.web.filters import cn_date, masked_phone
from matchmaker.web.paper import Box, Form

YES, NO = N_("是"), N_("否")
SEAL = N_("（盖章）　　　　　年　　月　　日")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line of the 汇总表: its number on the list, the need, region names by code."""

    number: int
    need: Need
    names: Mapping[str, str]


def numbered(needs: Iterator[Any], names: Mapping[str, str]) -> Iterator[Numbered]:
    """The needs with their numbers, from 1."""
    places = count(1)
    return (Numbered(next(places), need, names) for need in needs)


def _of_need(value: Callable[[Need], Any]) -> Callable[[Numbered], Any]:
    return lambda line: value(line.need)


def _word(labels: Mapping[str, str], code: str | None) -> str:
    return str(_(labels[code])) if code is not None and code in labels else ""


def problem(need: Need) -> str:
    """The problem and, below it, what is to be reached."""
    told = indicators(need)
    return f"{need.problem}\n{_('指标：')}\n{told}" if told else need.problem


def money(need: Need) -> str:
    """The sum in 万元, else the band in words."""
    return exact_wan(need.budget) if need.budget is not None else public_cards.budget(need)


def term(need: Need) -> str:
    """Within how many months."""
    return str(_("%(n)s 个月", n=need.deadline_months)) if need.deadline_months else ""


SUMMARY: tuple[Column[Numbered], ...] = (
    Column(N_("序号"), lambda line: line.number, Kind.NUMBER, 6),
    Column(N_("企业名称"), _of_need(lambda need: need.organization.name), width=22),
    Column(N_("所在县区"), lambda line: line.names.get(line.need.region_code, ""), width=10),
    Column(N_("技术领域"), _of_need(public_cards.field_label), width=12),
    Column(N_("技术需求名称"), _of_need(lambda need: need.title), width=24),
    Column(N_("需求类型"), _of_need(lambda need: _word(vocabulary.NEED_TYPES, need.need_type)), width=10),
    Column(N_("主要技术问题和指标"), _of_need(problem), width=56),
    Column(N_("期望完成时限"), _of_need(term), width=10),
    Column(N_("拟投入资金（万元）"), _of_need(money), width=14),
    Column(
        N_("合作方式"),
        _of_need(lambda need: "、".join(vocabulary.labels("cooperation_modes", need.cooperation_modes))),
        width=14,
    ),
    Column(N_("联系人"), _of_need(lambda need: need.organization.contact_name), width=9),
    Column(N_("联系电话"), _of_need(lambda need: masked_phone(need.organization.contact_phone)), width=13),
    Column(N_("备注"), _of_need(lambda need: _("卡脖子") if need.is_bottleneck else ""), width=9),
)


def summary_title(place: str) -> str:
    """蚌埠市企业技术需求汇总表; without a place simply 企业技术需求汇总表."""
    return str(_("%(place)s企业技术需求汇总表", place=place))


def summary_notes() -> list[str]:
    """What stands between title and table, to be filled in by hand or by the day."""
    return [
        str(_("填报单位（盖章）：")),
        str(_("填报人：")),
        str(_("联系电话：")),
        str(_("填报日期：%(day)s", day=cn_date(clock.today()))),
    ]


def form_of(need: Need, names: Mapping[str, str]) -> Form:
    """The need's 征集表, filled in, with room for seals."""
    boxes = [*_of_firm(need, names), *_of_wish(need), *_seals()]
    return Form(need.title, str(_("企业技术需求征集表")), boxes)


def _of_firm(need: Need, names: Mapping[str, str]) -> Iterator[Box]:
    firm = need.organization
    qualified = [str(_(QUALIFICATION_LABELS[each])) for each in firm.qualifications if each in QUALIFICATION_LABELS]
    yield Box(_("企业名称"), firm.name)
    yield Box(_("统一社会信用代码"), firm.credit_code)
    yield Box(_("所在县区"), names.get(need.region_code))
    yield Box(_("企业规模"), _word(SCALE_LABELS, firm.scale))
    yield Box(_("企业资质"), "、".join(qualified))
    yield Box(_("通讯地址"), firm.address)
    yield Box(_("联系人"), firm.contact_name)
    yield Box(_("联系电话"), firm.contact_phone)


def _of_wish(need: Need) -> Iterator[Box]:
    yield Box(_("需求名称"), need.title, wide=True)
    yield Box(_("技术领域"), public_cards.field_label(need))
    yield Box(_("需求类型"), _word(vocabulary.NEED_TYPES, need.need_type))
    yield Box(_("背景与现状"), need.background, wide=True, lines=3)
    yield Box(_("主要技术问题"), need.problem, wide=True, lines=4)
    yield Box(_("技术指标"), indicators(need), wide=True, lines=3)
    yield Box(_("已试过的办法"), need.tried_before, wide=True, lines=2)
    yield Box(_("现有基础条件"), need.existing_conditions, wide=True, lines=2)
    yield Box(_("期望完成时限"), term(need))
    yield Box(_("拟投入资金（万元）"), money(need))
    yield Box(_("合作方式"), "、".join(vocabulary.labels("cooperation_modes", need.cooperation_modes)))
    yield Box(_("产权归属意向"), need.ownership_intent)
    yield Box(_("对承接方的要求"), need.solver_requirements, wide=True, lines=2)
    yield Box(_("是否卡脖子"), _(YES if need.is_bottleneck else NO))
    yield Box(_("是否同意揭榜挂帅"), _(YES if need.open_to_challenge else NO))
    yield Box(_("公开范围"), _word(vocabulary.DISCLOSURES, need.disclosure))
    yield Box(_("填报日期"), cn_date(need.submitted_at or need.created_at))


def _seals() -> Iterator[Box]:
    yield Box(_("企业意见"), f"\n\n{_(SEAL)}", wide=True, lines=4)
    yield Box(_("县区科技部门意见"), f"\n\n{_(SEAL)}", wide=True, lines=4)
