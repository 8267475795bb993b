"""County figures as open data: what the register's contracts add up to, small cells withheld.

A cell of fewer than FEWEST contracts would tell what single contracts came to;
its count and sum are withheld. The file holds no totals by which a withheld
cell could be worked out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import extract, func, select
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.i18n import N_
from matchmaker.core.regions import CITY_DIGITS
from matchmaker.deals.contracts.models import Contract
from matchmaker.organizations.models import Region, RegionKind
from matchmaker.statistics.cut import Cut
from matchmaker.statistics.metrics import Metric
from matchmaker.statistics.open_data.schema import Column, Dataset, Type
from matchmaker.statistics.queries.contracts import behind

FEWEST = 3
LEDGER = N_("技术合同登记台账（只计已登记）")
WITHHELD = N_("不足 3 份的县区、年份不公布份数和金额，此列为空。")
COLUMNS = (
    Column("city_code", N_("市代码"), N_("GB/T 2260 代码。"), Type.STRING, N_("本平台")),
    Column("city", N_("市"), N_("市名称。"), Type.STRING, N_("本平台")),
    Column("place", N_("县区或园区"), N_("合同写明的考核单位，没有写明的为买方所在县区。"), Type.STRING, LEDGER),
    Column("year", N_("年份"), N_("合同签订的年份。"), Type.YEAR, LEDGER),
    Column("absorbed_count", N_("吸纳技术合同份数"), WITHHELD, Type.INTEGER, LEDGER, N_("份")),
    Column("absorbed_amount", N_("吸纳技术合同成交额"), WITHHELD, Type.WAN, LEDGER, N_("万元")),
    Column("withheld", N_("是否隐去"), N_("不足 3 份时为是。"), Type.BOOLEAN, N_("本平台")),
)


def county_figures(session: Session, base_url: str) -> Iterable[Mapping[str, Any]]:  # noqa: ARG001 - as every data set
    """City, place and year with what was taken in there. Two statements."""
    query = select(Region.code, Region.name).where(Region.kind == RegionKind.CITY)
    cities: dict[str, str] = {row.code: row.name for row in session.execute(query)}
    cut = Cut(Metric.ABSORBED_AMOUNT, tuple(sorted(cities)), clock.today().year)
    places = (
        func.substr(Contract.buyer_region_code, 1, CITY_DIGITS).label("city"),
        extract("year", Contract.signed_on).label("year"),
    )
    found = behind(cut).order_by(None).add_columns(*places).subquery()
    groups = (found.c.city, found.c.place, found.c.year)
    sums = (func.count(), func.coalesce(func.sum(found.c.amount), 0))
    for row in session.execute(select(*groups, *sums).group_by(*groups).order_by(*groups)):
        prefix, place, year, count, amount = row
        code, few = f"{prefix}00", int(count) < FEWEST
        figures = {} if few else {"absorbed_count": int(count), "absorbed_amount": int(amount)}
        where = {"city_code": code, "city": cities.get(code, ""), "place": place, "year": int(year)}
        yield {**where, **figures, "withheld": few}


FIGURES = (
    Dataset(
        "counties",
        N_("县区吸纳技术合同"),
        N_(
            "各县区、园区每年吸纳的已登记技术合同份数和成交额，只有合计。"
            "不足 3 份的不公布份数和金额，也不另给全市合计。"
            "台账更正后数字随之改变，可能与已封存上报的不同。"
        ),
        COLUMNS,
        county_figures,
        key=("city_code", "place", "year"),
        watches=("contract", "region"),
    ),
)
