"""``matchmaker match``: (re)computes the suggestions."""

from __future__ import annotations

import sys
from dataclasses import asdict

import click

from matchmaker.catalog.models import Need, NeedState
from matchmaker.cli.context import Console, emit, fail, pass_console, plain_errors
from matchmaker.matching.keeper import Keeper, keeper_for
from matchmaker.matching.services import Outcome, refresh_all, refresh_need


@click.command("match")
@click.option("--need", "need_id", type=int, help="只算这一项需求")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@pass_console
@plain_errors
def match(console: Console, need_id: int | None, *, as_json: bool) -> None:
    """为已发布的需求计算匹配推荐；重复运行不产生变化。"""
    keeper = keeper_for(console.settings)
    if need_id is not None:
        need = console.read(lambda session: session.get(Need, need_id))
        if need is None or need.state != NeedState.PUBLISHED:
            fail(f"没有编号为 {need_id} 的已发布需求")
        outcome = refresh_need(console.read, console.write, keeper, need_id)
    else:
        outcome = _all(console, keeper)
    text = (
        f"{outcome.needs} 项需求：新增 {outcome.created} 条，更新 {outcome.updated} 条，"
        f"撤下 {outcome.superseded} 条，不变 {outcome.unchanged} 条。"
    )
    emit(asdict(outcome), as_json=as_json, text=text)


def _all(console: Console, keeper: Keeper) -> Outcome:
    """All needs, with a progress bar when somebody is watching."""
    if not sys.stderr.isatty():
        return refresh_all(console.read, console.write, keeper)
    with click.progressbar(length=1, label="匹配", file=sys.stderr) as shown:

        def progress(done: int, total: int) -> None:
            shown.length = total
            shown.update(done - shown.pos)

        return refresh_all(console.read, console.write, keeper, progress)
