"""How long officials wait for their figures when the ledgers are full.

Fills a new database with CONTRACTS contracts and DEALS deals (made up, from a fixed seed), then
asks the county board, the rows behind a figure and their file RUNS times through the application;
prints the median, the largest and the number of SQL statements. Nothing is asserted.

    python benchmarks/bench_statistics.py [sqlite | URL of an empty PostgreSQL database]
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from bench_pages import measure, officer
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from matchmaker.app import create_app
from matchmaker.catalog.models import Achievement, Need
from matchmaker.cli.seed import accept
from matchmaker.core import migrations
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.contracts.models import Contract, ContractKind, Ledger
from matchmaker.deals.models import Deal
from matchmaker.web.extensions import db

CONTRACTS, DEALS, BATCH = 50_000, 20_000, 1000
PLACES = ("340302", "340304", "340321", "340300-Z1", "340402", "340100", "110105")
UNITS = ("", "", "禹会区", "怀远县", "蚌埠高新技术产业开发区")
SIGNED_IN_TEN, INTRODUCED_IN_TEN = 3, 7
PAGES = (
    ("县区指标", "/statistics?year=2025"),
    ("转化成果", "/statistics?year=2025&metric=results"),
    ("明细", "/statistics/rows?year=2025&metric=absorbed_amount&place=怀远县"),
    ("全部明细", "/statistics/rows?year=2025&metric=output_amount"),
    ("明细 CSV", "/statistics/export-rows?year=2025&metric=absorbed_amount&place=怀远县&format=csv"),
    ("明细 Excel", "/statistics/export-rows?year=2025&metric=absorbed_amount&place=怀远县"),
    ("漏斗", "/statistics/funnel?year=2025"),
    ("工作情况", "/statistics/work?year=2025"),
    ("供需缺口", "/statistics/gap"),
)


def main() -> None:
    """Fill, ask, print."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MATCHMAKER_DATA_DIR"] = folder
        if len(sys.argv) > 1 and sys.argv[1] != "sqlite":
            os.environ["MATCHMAKER_DATABASE_URL"] = sys.argv[1]
        app = create_app()
        with app.app_context():
            migrations.upgrade(app.config["SQLALCHEMY_ENGINES"]["default"]["url"])
            accept.build(db.session)
            _fill(db.session)
            print(f"{db.engine.dialect.name}：合同 {CONTRACTS}，对接 {DEALS}")
        with officer(app) as client:
            for label, path in PAGES:
                measure(app, client, label, path)


def _fill(session: Session) -> None:
    dice = random.Random(11)  # noqa: S311 - rows for counting, not secrets
    needs = session.scalars(select(Need).order_by(Need.id)).all()
    achievements = session.scalars(select(Achievement).order_by(Achievement.id)).all()
    sides = [_side(need, achievement) for need in needs for achievement in achievements]
    contracts = [_contract(dice, number) for number in range(CONTRACTS)]
    deals = [_deal(dice, sides[number % len(sides)]) for number in range(DEALS)]
    session.rollback()
    for model, rows in ((Contract, contracts), (Deal, deals)):
        for start in range(0, len(rows), BATCH):
            transact(session, partial(_insert, model, rows[start : start + BATCH]))


def _insert(model: type[Any], rows: list[dict[str, Any]], session: Session) -> None:
    session.execute(insert(model), rows)


def _contract(dice: random.Random, number: int) -> dict[str, Any]:
    amount = dice.randrange(1, 10**10)
    return {
        "ledger": Ledger.REGISTERED,
        "registration_number": f"2026340300{number:08d}",
        "name": f"技术合同{number}",
        "kind": dice.choice(list(ContractKind)),
        "buyer_name": f"买方{dice.randrange(4000)}",
        "buyer_region_code": dice.choice(PLACES),
        "seller_name": f"卖方{dice.randrange(2000)}",
        "seller_region_code": dice.choice(PLACES),
        "amount": amount,
        "technology_amount": dice.randrange(amount),
        "received": dice.randrange(amount),
        "signed_on": date(2024, 1, 1) + timedelta(days=dice.randrange(1096)),
        "assessed_unit": dice.choice(UNITS),
    }


def _side(need: Need, achievement: Achievement) -> dict[str, Any]:
    return {
        "need_id": need.id,
        "need_organization_id": need.organization_id,
        "achievement_id": achievement.id,
        "achievement_organization_id": achievement.organization_id,
        "region_code": need.region_code,
        "achievement_region_code": achievement.region_code,
    }


def _deal(dice: random.Random, side: dict[str, Any]) -> dict[str, Any]:
    opened = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=dice.randrange(360))
    signed = date(2025, 6, 1) + timedelta(days=dice.randrange(200)) if dice.randrange(10) < SIGNED_IN_TEN else None
    return {
        **side,
        "state": "closed",
        "created_at": opened,
        "state_at": opened,
        "introduced_at": opened if signed or dice.randrange(10) < INTRODUCED_IN_TEN else None,
        "signed_on": signed,
        "amount": dice.randrange(10**9) if signed else None,
        "close_reason": dice.choice(["completed", "no_agreement", "too_early", "timing_money"]),
    }


if __name__ == "__main__":
    main()
